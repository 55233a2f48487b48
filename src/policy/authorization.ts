import type { AuthorizationPolicy } from '../model/istio.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { PolicyEffect } from '../model/prediction.ts';
import { escapedPolicy, rulesOf } from './authorization-escape.ts';
import { matchRule } from './authorization-rule.ts';
import { selecting } from './by-selector.ts';
import { isDiscovered } from './discovered.ts';
import { perWorkload } from './per-workload.ts';
import { byAge, type PolicyIndex } from './policy-index.ts';
import { referenceTo } from './well-formed.ts';

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
 * What AuthorizationPolicies make of a request; null when it passes, as far as can be told (istio-semantics 8.1: DENY first, then
 * ALLOW; an ALLOW policy without rules denies everything).
 */
export function authorize(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  request: AuthorizedRequest,
): PolicyEffect | null {
  const { namespace = '', labels } = pod.metadata ?? {};
  const policies = policiesOf(index, mesh, namespace, labels);
  if (policies.length === 0) return null;
  const ofAction = (action: string) => policies.filter(({ spec }) => (spec?.action ?? 'ALLOW') === action);
  const match = (policy: AuthorizationPolicy, action: 'ALLOW' | 'DENY') =>
    rulesOf(policy).map((rule) => matchRule(rule, action, request, mesh.trustDomain));
  const says = (policy: AuthorizationPolicy | undefined, effect: PolicyEffect['effect']) =>
    policy ? { effect, policy: referenceTo('AuthorizationPolicy', policy) } : null;

  const denying = ofAction('DENY');
  const allowing = ofAction('ALLOW');
  const passes = allowing.some((policy) => match(policy, 'ALLOW').some((answer) => answer !== 'no'));
  const allowed = allowing.some((policy) => match(policy, 'ALLOW').includes('yes'));
  return (
    says(
      denying.find((policy) => match(policy, 'DENY').includes('yes')),
      'refused',
    ) ??
    (passes ? null : says(allowing[0], 'refused')) ??
    says(escapedPolicy(denying, allowing, request, mesh.trustDomain), 'escaped') ??
    says(
      // Another server decides for CUSTOM.
      [...denying, ...ofAction('CUSTOM')].find((policy) => match(policy, 'DENY').some((one) => one !== 'no')),
      'doubtful',
    ) ??
    (allowed ? null : says(allowing[0], 'doubtful'))
  );
}

/** Those of the root namespace and of the pod's; unlike PeerAuthentication a selector counts in both. */
const policiesOf = perWorkload<AuthorizationPolicy[]>((index, mesh, namespace, labels = {}) =>
  [...new Set([mesh.rootNamespace, namespace])]
    .filter((place) => isDiscovered(index, mesh, place))
    .flatMap((place) => selecting(index.authorizationPoliciesBySelector, place, labels))
    .filter(({ metadata, spec }) => {
      const revision = metadata?.labels?.['istio.io/rev'] ?? mesh.revision;
      const dryRun = metadata?.annotations?.['istio.io/dry-run'] === 'true';
      const elsewhere = Array.isArray(spec?.targetRefs) && spec.targetRefs.length > 0;
      return revision === mesh.revision && !dryRun && !elsewhere;
    })
    .sort(byAge),
);
