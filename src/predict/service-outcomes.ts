import { OUTCOMES, type Outcome } from '../model/observation.ts';
import type { ServiceTarget } from '../model/target.ts';
import type { Contact } from './service-contact.ts';

/**
 * Outcomes of the via-sidecar dial that agree with a prediction (measured.md section 3). For HTTP the client's own proxy answers a
 * failed connection with a 503, which is `replied` at this level; who answered is the judge's question.
 */
export function viaOutcomes(target: ServiceTarget, contacts: readonly Contact[]): Outcome[] {
  const found = new Set<Outcome>();
  for (const { reach, cause } of contacts) {
    if (reach !== 'no') for (const outcome of accepted(target)) found.add(outcome);
    if (reach !== 'yes') for (const outcome of refused(target)) found.add(outcome);
    if (cause === 'server-first') found.add('silent');
  }
  return OUTCOMES.filter((outcome) => found.has(outcome));
}

function accepted(target: ServiceTarget): Outcome[] {
  if (target.applicationTls)
    return ['application-tls', 'certificate-required', 'closed-after-bytes', 'not-tls', 'replied'];
  if (target.portClass === 'HTTP') return ['replied', 'denied'];
  // An application may answer a token that it does not know with nothing at all.
  return ['replied', 'denied', 'closed-after-bytes', 'silent'];
}

function refused(target: ServiceTarget): Outcome[] {
  // A client that speaks TLS itself meets the certificate of the server's sidecar and its demand for ours.
  if (target.applicationTls) return ['certificate-required', 'closed-after-bytes', 'not-tls'];
  return ['replied', 'closed-after-bytes', 'silent'];
}
