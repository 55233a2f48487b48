import type { Observation, Outcome } from '../model/observation.ts';
import type { EndpointDial } from '../model/prediction.ts';
import type { EndpointRow } from '../model/verdict.ts';

/** An outcome in the words of a table cell. */
const WORDS = {
  replied: 'accepted',
  'closed-after-bytes': 'refused',
  'certificate-required': 'refused',
  'certificate-rejected': 'refused',
  'version-refused': 'TLS version',
  'not-tls': 'not TLS',
  'application-tls': 'app TLS',
  denied: 'denied',
  'tunnel-refused': 'no tunnel',
  'connection-refused': 'no listener',
  unreachable: 'unreachable',
  silent: 'no answer',
  'not-run': 'not run',
} as const satisfies Record<Outcome, string>;

/** What one dial met at the endpoints of a port: `refused`, or `2/3 refused` where they differ. */
export function dialCell(rows: readonly EndpointRow[], dial: EndpointDial): string {
  return tally(rows.map((row) => dialWord(row.observations, dial)));
}

/** What the two TLS dials without a certificate met: where Istio's ALPN meets a refusal, what is done without it. */
export function certlessCell(rows: readonly EndpointRow[]): string {
  return tally(
    rows.map(({ observations }) => {
      const plain = dialWord(observations, 'tls-plain');
      const mesh = dialWord(observations, 'tls-mesh');
      return mesh === WORDS['certificate-required'] ? plain : mesh;
    }),
  );
}

/** Several values in one cell: the value they share, or the most frequent with its share. */
export function tally(words: readonly string[]): string {
  const amounts = new Map<string, number>();
  for (const word of words) amounts.set(word, (amounts.get(word) ?? 0) + 1);
  const [first, ...others] = [...amounts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (first === undefined) return '-';
  return others.length === 0 ? first[0] : `${first[1]}/${words.length} ${first[0]}`;
}

function dialWord(observations: readonly Observation[], dial: EndpointDial): string {
  // In ambient mode mTLS is HBONE.
  const observation =
    observations.find((one) => one.dial === dial) ??
    observations.find((one) => dial === 'mtls' && one.dial === 'hbone');
  if (!observation) return WORDS['not-run'];
  // The certificate of the mesh was ours to show: an end without an alert is the application's, not a refusal.
  if (dial === 'mtls' && observation.outcome === 'closed-after-bytes') return 'closed';
  return WORDS[observation.outcome];
}
