import type { Observation, Outcome } from '../model/observation.ts';
import type { ObservedMode } from '../model/verdict.ts';

/** Outcomes of a dial that did not get as far as showing a certificate, or the want of one. */
const UNDECIDED: readonly Outcome[] = ['not-run', 'connection-refused', 'unreachable'];

/**
 * The mode of one endpoint by whose certificate the two certless TLS dials were shown (measured.md section 1: right in 81
 * of 81); null when one of them was not made or did not connect.
 */
export function observedMode(observations: readonly Observation[]): ObservedMode {
  const mesh = observations.find(({ dial }) => dial === 'tls-mesh');
  const plain = observations.find(({ dial }) => dial === 'tls-plain');
  if (!mesh || !plain) return null;
  if (UNDECIDED.includes(mesh.outcome) || UNDECIDED.includes(plain.outcome)) return null;
  if (mesh.meshCertificate) return plain.meshCertificate ? 'STRICT' : 'PERMISSIVE';
  // With its certificate shown on the plain dial only, no mode explains both.
  return plain.meshCertificate ? null : 'NONE';
}
