import type { MeshSettings } from '../model/policy.ts';
import { isLabelSelector, selectorMatches } from '../util/label-selector.ts';
import type { PolicyIndex } from './policy-index.ts';

/**
 * Whether istiod sees a namespace: one of `discoverySelectors` must select it, the root namespace too (istio-semantics 1.1); an
 * invalid one makes it use none of them (pkg/kube/namespace/filter.go). On OpenShift Service Mesh 2 it must be a member (9.1).
 */
export function isDiscovered(index: PolicyIndex, mesh: MeshSettings, namespace: string): boolean {
  const { discoverySelectors = [], members } = mesh;
  if (members?.includes(namespace) === false) return false;
  if (discoverySelectors.length === 0 || !discoverySelectors.every(isLabelSelector)) return true;
  const labels = {
    'kubernetes.io/metadata.name': namespace,
    ...index.namespaceByName.get(namespace)?.metadata?.labels,
  };
  return discoverySelectors.some((one) => selectorMatches(one, labels));
}

/** Why istiod does not see a namespace. */
export function undiscovered({ members }: MeshSettings, namespace: string): string {
  return members?.includes(namespace) === false
    ? `namespace ${namespace} is no member of the mesh`
    : `discoverySelectors leave namespace ${namespace} out`;
}
