import type { MeshSettings } from '../model/policy.ts';
import type { Confounder } from '../model/prediction.ts';
import { selecting } from './by-selector.ts';
import { inRevision } from './client/in-revision.ts';
import { listOf } from './client/untrusted.ts';
import { isDiscovered } from './discovered.ts';
import { perWorkload } from './per-workload.ts';
import { byAge, keyOf, type PolicyIndex } from './policy-index.ts';
import { referenceTo } from './well-formed.ts';

/** The RequestAuthentications of a workload: they answer 401 to a token that is not valid, after mTLS (istio-semantics 8.2). */
export function tokenPolicies(
  index: PolicyIndex,
  mesh: MeshSettings,
  { namespace, labels }: { namespace: string; labels: Readonly<Record<string, string>> },
): Confounder[] {
  return index.requestauthentications.length === 0 ? [] : policiesOf(index, mesh, namespace, labels);
}

const policiesOf = perWorkload<Confounder[]>((index, mesh, namespace, labels = {}) =>
  [...new Set([mesh.rootNamespace, namespace])]
    .filter((place) => isDiscovered(index, mesh, place))
    .flatMap((place) => selecting(index.requestAuthenticationsBySelector, place, labels))
    .filter((policy) => inRevision(policy, mesh) && listOf(policy.spec?.targetRefs).length === 0)
    .sort(byAge)
    .map((policy) => ({
      object: referenceTo('RequestAuthentication', policy),
      what: `RequestAuthentication ${keyOf(policy)} may answer 401, after the connection was accepted`,
    })),
);
