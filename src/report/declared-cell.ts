import type { GatewayMode } from '../model/gateway.ts';
import type { Mode, ServerPolicy } from '../model/policy.ts';
import type { EndpointRow } from '../model/verdict.ts';
import { tally } from './words.ts';

/** `long`: mode, kind and name of the deciding object. `short`: without the kind, which is PeerAuthentication. `mode`: only that. */
export type DeclaredForm = 'long' | 'short' | 'mode';

/** The declared mode of the endpoints of a port with the object that decided. */
export function declaredCell(rows: readonly EndpointRow[], namespace: string, form: DeclaredForm): string {
  return tally(
    rows.map(({ prediction: { declared: policy, gateway } }) =>
      declared({ ...policy, mode: gateway ?? policy.mode }, namespace, form),
    ),
  );
}

type Declared = Pick<ServerPolicy, 'decidedBy' | 'level'> & { mode: Mode | GatewayMode };

function declared({ mode, decidedBy, level }: Declared, namespace: string, form: DeclaredForm): string {
  if (form === 'mode') return mode;
  if (decidedBy === null) return `${mode}  ${form === 'short' ? 'none' : 'no policy'}`;
  const elsewhere = decidedBy.namespace !== undefined && decidedBy.namespace !== namespace;
  const name = elsewhere ? `${decidedBy.namespace}/${decidedBy.name}` : decidedBy.name;
  const kind = form === 'short' ? '' : `${decidedBy.kind} `;
  return `${mode}  ${kind}${name}${level === 'port' ? ' (port)' : ''}`;
}
