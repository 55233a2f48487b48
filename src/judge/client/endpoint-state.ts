import type { Outcome } from '../../model/observation.ts';
import type { EndpointRow } from '../../model/verdict.ts';

const ANSWERS: readonly Outcome[] = ['replied', 'denied', 'application-tls', 'not-tls'];

/** Whether the application behind an endpoint answered any dial at all. */
export function endpointAnswers(row: EndpointRow): boolean {
  return row.observations.some((observation) => ANSWERS.includes(observation.outcome));
}

/** Whether nothing came back from an endpoint at connect: the network, not the application (istio-semantics 8.3). */
export function endpointUnreachable(row: EndpointRow): boolean {
  return row.doubt === 'unreachable' || row.doubt === 'network-policy';
}

/** Whether an endpoint looks as if its application does not listen. */
export function endpointDown(row: EndpointRow): boolean {
  if (row.cause === 'application-not-listening' || row.doubt === 'application-not-listening') return true;
  return row.observations.some(
    ({ dial, outcome, evidence }) =>
      outcome === 'connection-refused' ||
      // A server sidecar answers 503 for an application that is down.
      (dial === 'mtls' &&
        (outcome === 'closed-after-bytes' || (evidence?.http?.status === 503 && !evidence.http.limited))),
  );
}
