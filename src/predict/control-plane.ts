import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import { revisionOf } from '../policy/mesh.ts';

/** Which of several control planes was taken for a pod, and why (istio-semantics 9.2); null where there is no choice. */
export function controlPlaneOf(
  meshes: readonly MeshSettings[],
  mesh: MeshSettings | null,
  pod: Pod | undefined,
): NonNullable<EndpointPrediction['controlPlane']> | null {
  if (meshes.length < 2 || !mesh || !pod) return null;
  const { namespace, revision } = mesh;
  return { namespace, revision, reason: reasonFor(mesh, pod) };
}

function reasonFor({ revision, tags, members }: MeshSettings, pod: Pod): string {
  const named = revisionOf(pod);
  if (named === revision) return `the pod names revision ${revision}`;
  if (named !== undefined && tags?.includes(named))
    return `the pod names ${named}, a tag of revision ${revision}`;
  if (members?.includes(pod.metadata?.namespace ?? '')) return 'the namespace is a member of its mesh';
  if (named !== undefined) return `the pod names revision ${named}, which no control plane has`;
  return revision === 'default'
    ? 'nothing names another revision'
    : 'nothing names a revision, and none is the default';
}
