import type { AuthorizationPolicy } from '../model/istio.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { ObjectReference } from '../model/reference.ts';
import { matchRule } from './authorization-rule.ts';
import { selecting } from './by-selector.ts';
import { isDiscovered } from './discovered.ts';
import { byAge, type PolicyIndex } from './policy-index.ts';
import { isRecord, referenceTo } from './well-formed.ts';

/** A request as an AuthorizationPolicy sees it. */
export interface AuthorizedRequest {
  /** Container port. */
  port: number;
  /** Whether the sidecar reads HTTP there; fields about HTTP mean something else on other ports. Null: it sniffs. */
  http: boolean | null;
  /** Null: the client has no mesh certificate. */
  identity: { namespace: string; serviceAccount: string } | null;
}

/**
 * The AuthorizationPolicy that surely refuses a request; null when it may pass, as far as can be told
 * (istio-semantics 8.1: DENY first, then ALLOW; an ALLOW policy without rules denies everything).
 */
export function refusingPolicy(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  request: AuthorizedRequest,
): ObjectReference | null {
  const policies = policiesFor(index, mesh, pod);
  const match = (policy: AuthorizationPolicy, action: 'ALLOW' | 'DENY') =>
    rulesOf(policy).map((rule) => matchRule(rule, action, request, mesh.trustDomain));
  const denying = policies.find(
    (policy) => policy.spec?.action === 'DENY' && match(policy, 'DENY').includes('yes'),
  );
  if (denying) return referenceTo('AuthorizationPolicy', denying);
  const allowing = policies.filter(({ spec }) => (spec?.action ?? 'ALLOW') === 'ALLOW');
  const passes = allowing.some((policy) => match(policy, 'ALLOW').some((answer) => answer !== 'no'));
  const [first] = allowing;
  return first && !passes ? referenceTo('AuthorizationPolicy', first) : null;
}

/** Those of the root namespace and of the pod's; unlike PeerAuthentication a selector counts in both. */
function policiesFor(index: PolicyIndex, mesh: MeshSettings, pod: Pod): AuthorizationPolicy[] {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  return [...new Set([mesh.rootNamespace, namespace])]
    .filter((place) => isDiscovered(index, mesh, place))
    .flatMap((place) => selecting(index.authorizationPoliciesBySelector, place, labels))
    .filter(({ metadata, spec }) => {
      const revision = metadata?.labels?.['istio.io/rev'] ?? mesh.revision;
      const dryRun = metadata?.annotations?.['istio.io/dry-run'] === 'true';
      const elsewhere = Array.isArray(spec?.targetRefs) && spec.targetRefs.length > 0;
      return revision === mesh.revision && !dryRun && !elsewhere;
    })
    .sort(byAge);
}

function rulesOf(policy: AuthorizationPolicy): Record<string, unknown>[] {
  const rules: unknown = policy.spec?.rules;
  return Array.isArray(rules) ? rules.filter(isRecord) : [];
}
