import type { NetworkPolicy } from '../../model/istio.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { selecting } from '../by-selector.ts';
import { textsOf } from '../client/untrusted.ts';
import type { Match } from '../match.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { referenceTo } from '../well-formed.ts';
import { matchSelector, type NetworkEnd } from './peer.ts';

export type Direction = 'ingress' | 'egress';

/** The policies that isolate a pod in one direction. */
export interface Isolation {
  /** They select it for certain. */
  sure: NetworkPolicy[];
  /** Whether they select it cannot be told: a selector that is none, or a policy that was left out. */
  unsure: ObjectReference[];
}

/** NetworkPolicies of the pod's own namespace that select it; a pod that none selects is not isolated (networking.k8s.io/v1). */
export function isolating(index: PolicyIndex, end: NetworkEnd, direction: Direction): Isolation {
  const namespace = end.namespace ?? '';
  const found: Record<Match, NetworkPolicy[]> = { yes: [], no: [], maybe: [] };
  for (const policy of selecting(index.networkPoliciesBySelector, namespace, end.labels)) {
    if (governs(policy, direction))
      found[matchSelector(policy.spec?.podSelector ?? {}, end.labels)].push(policy);
  }
  const leftOut = index.malformed
    .filter(
      ({ object }) => object.kind === 'networkpolicies' && (object.namespace ?? namespace) === namespace,
    )
    .map(({ object }) => ({ ...object, kind: 'NetworkPolicy' }));
  return { sure: found.yes, unsure: [...found.maybe.map(reference), ...leftOut] };
}

/** Without `policyTypes` a policy is about ingress, and about egress where it has rules for it, as the API server fills in. */
function governs({ spec }: NetworkPolicy, direction: Direction): boolean {
  const types = textsOf(spec?.policyTypes);
  if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (Array.isArray(spec?.egress) && spec.egress.length > 0);
}

/** Names a policy. */
export function reference(policy: NetworkPolicy): ObjectReference {
  return referenceTo('NetworkPolicy', policy);
}
