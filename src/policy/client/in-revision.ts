import type { KubernetesObject } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';

/**
 * Whether a control plane reads an Istio object: one with the label `istio.io/rev` must name its revision, not a tag of it; an
 * istiod without a revision reads all (istio-semantics 1.1).
 */
export function inRevision(object: KubernetesObject, mesh: MeshSettings): boolean {
  const revision = object.metadata?.labels?.['istio.io/rev'];
  return revision === undefined || revision === mesh.revision || mesh.readsAllRevisions === true;
}
