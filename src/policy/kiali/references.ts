import type { DestinationRule, PeerAuthentication } from '../../model/istio.ts';
import { isMeshWide, isNamespaceWide, ruleMode, wideMode } from './objects.ts';
import { identityDomain, isRoot, type KialiView, visibleRules } from './view.ts';

/** The mode of a rule that belongs to a policy's. */
const COUNTERPART = new Map([
  ['STRICT', 'ISTIO_MUTUAL'],
  ['DISABLE', 'DISABLE'],
]);

/**
 * The DestinationRules that Kiali shows beside a policy for all workloads: those of its namespace with the mode that goes with its own,
 * else those of the mesh (business/references/peer_auth_references.go).
 */
export function referencedRules(view: KialiView, policy: PeerAuthentication): DestinationRule[] {
  const wanted = COUNTERPART.get(wideMode(policy));
  if (wanted === undefined) return [];
  const namespace = policy.metadata?.namespace ?? '';
  const rules = visibleRules(view, namespace).filter((rule) => ruleMode(rule) === wanted);
  const domain = identityDomain(view, namespace);
  const own = isRoot(view, namespace) ? [] : rules.filter((rule) => isNamespaceWide(rule, namespace, domain));
  return own.length > 0 ? own : rules.filter(isMeshWide);
}
