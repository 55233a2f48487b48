import type { Observation } from '../../model/observation.ts';
import { UNTRUSTED_DIALS, type UntrustedDial } from '../../model/plan.ts';
import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive } from '../judgement.ts';

const NAMES = {
  'mtls-untrusted': 'A certificate of the probe’s own making',
  'mtls-expired': 'An expired certificate of the probe’s own making',
  'mtls-foreign': 'A certificate of the probe’s own making, of another trust domain,',
} as const satisfies Record<UntrustedDial, string>;

/**
 * The drift of a sidecar that lets a client in with a certificate its mesh never issued; null where none did, which is all that Envoy is
 * known to do: it answers with an alert (measured.md section 2). Without alert and answer nothing is proved, and nothing matches.
 */
export function acceptedForgery(
  observations: readonly Observation[],
  { declared }: EndpointPrediction,
): Judgement | null {
  // A port that is declared to take anybody has no identities to forge.
  if (declared.mode === 'DISABLE') return null;
  const seen = UNTRUSTED_DIALS.flatMap((dial) => {
    const found = observations.find((one) => one.dial === dial && one.meshCertificate);
    return found ? [{ name: NAMES[dial], ...found }] : [];
  });
  const accepted = seen.find(({ outcome }) => outcome === 'replied' || outcome === 'denied');
  if (accepted) {
    const detail = `${accepted.name} was accepted as one of the mesh.`;
    return drift('open', 'identity-unverified', detail);
  }
  const unrefused = seen.find(({ outcome, evidence }) => outcome === 'silent' && evidence?.handshake);
  if (!unrefused) return null;
  return inconclusive('contradiction', `${unrefused.name} was not refused, nor was it answered.`);
}
