import type { EndpointRow, ServiceRow } from '../../model/verdict.ts';
import type { PortGroup } from '../group.ts';

/** The padlocks of the report; each is drawn differently, so that colour only adds to the shape. */
export const LOCKS = ['closed', 'half', 'open', 'broken', 'unknown'] as const;
export type LockKind = (typeof LOCKS)[number];

export interface Lock {
  kind: LockKind;
  /** What the padlock says, in words. */
  label: string;
}

/** What an endpoint accepts, as it was seen. */
export function endpointLock({ observed, prediction, ...row }: EndpointRow): Lock {
  // Allowed or not, it is what was seen.
  const verdict = row.exception?.verdict ?? row.verdict;
  if (verdict === 'inconclusive') return { kind: 'unknown', label: 'not decided' };
  if (verdict === 'open') return { kind: 'open', label: 'plaintext is accepted against the policy' };
  if (verdict === 'closed') return { kind: 'broken', label: 'refuses what the policy lets in' };
  switch (observed ?? prediction.effective) {
    case 'STRICT':
      return { kind: 'closed', label: 'only mTLS is accepted' };
    case 'PERMISSIVE':
      return { kind: 'half', label: 'mTLS and plaintext are accepted' };
    default:
      return { kind: 'open', label: 'plaintext is accepted, as declared' };
  }
}

/** What a mesh client's connection to a Service port is. */
export function clientLock({ encrypted, ...row }: ServiceRow): Lock {
  const verdict = row.exception?.verdict ?? row.verdict;
  if (verdict === 'inconclusive') return { kind: 'unknown', label: 'not decided' };
  if (verdict === 'broken') return { kind: 'broken', label: 'mesh clients do not get through' };
  if (verdict === 'plaintext') return { kind: 'open', label: 'sent as plaintext against the policy' };
  if (encrypted === null)
    return { kind: 'unknown', label: 'answered; whether it was encrypted is not known' };
  return encrypted
    ? { kind: 'closed', label: 'sent encrypted' }
    : { kind: 'open', label: 'sent as plaintext, as declared' };
}

const WORST: readonly LockKind[] = ['open', 'broken', 'unknown', 'half', 'closed'];

/** The worst padlock of the rows of a port: what is against a policy goes before what is declared. */
export function groupLock({ endpoints, service }: PortGroup): Lock {
  const rows = [
    ...endpoints.map((row) => ({ row, lock: endpointLock(row) })),
    ...(service === null ? [] : [{ row: service, lock: clientLock(service) }]),
  ];
  const rank = ({ row, lock }: (typeof rows)[number]) =>
    (row.verdict === 'match' ? WORST.length : 0) + WORST.indexOf(lock.kind);
  const [worst] = rows.toSorted((a, b) => rank(a) - rank(b));
  return worst?.lock ?? { kind: 'unknown', label: 'not probed' };
}
