import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { revisionOf } from '../mesh.ts';

/**
 * The revision that injected a pod, where no control plane of that name is left to configure its proxy; null where one is, or where
 * control planes are known by their ConfigMaps alone.
 */
export function strandedRevision(meshes: readonly MeshSettings[], pod: Pod): string | null {
  if (meshes.length === 0 || meshes.some(({ flags }) => flags === undefined)) return null;
  const { annotations = {} } = pod.metadata ?? {};
  const revision = annotations['istio.io/rev'] ?? (annotations['sidecar.istio.io/status'] && revisionOf(pod));
  if (!revision) return null;
  const known = meshes.some((mesh) => mesh.revision === revision || mesh.tags?.includes(revision));
  return known ? null : revision;
}
