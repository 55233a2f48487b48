import type { MeshSettings } from '../model/policy.ts';
import { selectorMatches } from '../util/label-selector.ts';
import type { PolicyIndex } from './policy-index.ts';

/** Whether istiod sees a namespace: one of `discoverySelectors` must select it, the root namespace too (istio-semantics 1.1). */
export function isDiscovered(index: PolicyIndex, mesh: MeshSettings, namespace: string): boolean {
  const { discoverySelectors = [] } = mesh;
  if (discoverySelectors.length === 0) return true;
  const labels = {
    'kubernetes.io/metadata.name': namespace,
    ...index.namespaceByName.get(namespace)?.metadata?.labels,
  };
  return discoverySelectors.some((one) => selectorMatches(one, labels));
}
