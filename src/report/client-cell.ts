import type { ServiceRow } from '../model/verdict.ts';

/** What a mesh client gets, and whether it was encrypted: `200, mTLS`. */
export function clientCell(row: ServiceRow | null): string {
  if (row === null) return '-';
  const { observation, encrypted } = row;
  if (observation === null || observation.outcome === 'not-run') return 'not run';
  const answer = answerOf(row);
  if (answer === null) return FAILED[observation.outcome] ?? observation.outcome;
  if (encrypted === null) return answer;
  return `${answer}, ${encrypted ? encryption(row) : 'plaintext'}`;
}

const FAILED: Record<string, string> = {
  silent: 'no answer',
  'closed-after-bytes': 'closed',
  'connection-refused': 'refused',
  'certificate-required': 'wants cert',
  'certificate-rejected': 'cert refused',
};

function answerOf({ observation }: ServiceRow): string | null {
  if (observation?.outcome === 'denied') return 'denied';
  if (observation?.outcome === 'application-tls') return 'app TLS';
  if (observation?.outcome !== 'replied') return null;
  const status = observation.evidence?.http?.status;
  return status === undefined ? 'answer' : String(status);
}

/** SIMPLE and MUTUAL of a DestinationRule are TLS, but not the mesh's. */
function encryption({ prediction }: ServiceRow): string {
  const own = prediction.client.some(({ policy }) => policy.tls === 'simple' || policy.tls === 'mutual');
  return own ? 'TLS' : 'mTLS';
}
