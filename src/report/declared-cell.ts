import type { ServerPolicy } from '../model/policy.ts';
import type { EndpointRow } from '../model/verdict.ts';
import { tally } from './words.ts';

/** The declared mode with the object that decided; `short` leaves its kind out, which is PeerAuthentication. */
export function declaredCell(rows: readonly EndpointRow[], namespace: string, short: boolean): string {
  return tally(rows.map(({ prediction }) => declared(prediction.declared, namespace, short)));
}

function declared({ mode, decidedBy, level }: ServerPolicy, namespace: string, short: boolean): string {
  if (decidedBy === null) return `${mode}  no policy`;
  const elsewhere = decidedBy.namespace !== undefined && decidedBy.namespace !== namespace;
  const name = elsewhere ? `${decidedBy.namespace}/${decidedBy.name}` : decidedBy.name;
  const kind = short ? '' : `${decidedBy.kind} `;
  return `${mode}  ${kind}${name}${level === 'port' ? ' (port)' : ''}`;
}
