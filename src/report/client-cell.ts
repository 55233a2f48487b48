import type { Outcome } from '../model/observation.ts';
import type { ServiceRow } from '../model/verdict.ts';

/** An outcome in the words of a mesh client. */
const WORDS = {
  replied: 'answer',
  'closed-after-bytes': 'closed',
  'certificate-required': 'wants cert',
  'certificate-rejected': 'cert refused',
  'version-refused': 'TLS version',
  'not-tls': 'not TLS',
  'application-tls': 'app TLS',
  denied: 'denied',
  'tunnel-refused': 'no tunnel',
  'connection-refused': 'refused',
  unreachable: 'unreachable',
  silent: 'no answer',
  'not-run': 'not run',
} as const satisfies Record<Outcome, string>;

/** What a mesh client gets, and whether it was encrypted: `200, mTLS`. */
export function clientCell(row: ServiceRow | null): string {
  if (row === null) return '-';
  const { observation, encrypted } = row;
  const outcome = observation?.outcome ?? 'not-run';
  const status = observation?.evidence?.http?.status;
  const answer = outcome === 'replied' && status !== undefined ? `${status}` : WORDS[outcome];
  if (encrypted === null) return answer;
  return `${answer}, ${encrypted ? encryption(row) : 'plaintext'}`;
}

/** SIMPLE and MUTUAL of a DestinationRule are TLS, but not the mesh's. */
function encryption({ prediction }: ServiceRow): string {
  const own = prediction.client.some(({ policy }) => policy.tls === 'simple' || policy.tls === 'mutual');
  return own ? 'TLS' : 'mTLS';
}
