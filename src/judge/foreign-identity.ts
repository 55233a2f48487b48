import type { Observation } from '../model/observation.ts';

/** True when a SPIFFE certificate was shown that is not the target's: another pod, another mesh or another root. */
export function foreignIdentity(observation: Observation | undefined): boolean {
  const certificate = observation?.evidence?.certificate;
  if (!certificate || observation?.meshCertificate) return false;
  return certificate.uris.some((uri) => uri.startsWith('spiffe://'));
}
