import type { MeshSettings } from '../model/policy.ts';
import { selectorMatches } from '../util/label-selector.ts';
import type { PolicyIndex } from './policy-index.ts';

/** Whether istiod sees a namespace: one of `discoverySelectors` must select it, the root namespace too (istio-semantics 1.1). */
export function isDiscovered(index: PolicyIndex, mesh: MeshSettings, namespace: string): boolean {
  const labels = {
    'kubernetes.io/metadata.name': namespace,
    ...index.namespaceByName.get(namespace)?.metadata?.labels,
  };
  const { discoverySelectors = [] } = mesh;
  return discoverySelectors.length === 0 || discoverySelectors.some((one) => selectorMatches(one, labels));
}
