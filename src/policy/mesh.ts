import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { compare } from '../util/compare.ts';
import { meshConfigOf } from './mesh/config-sources.ts';
import { type ControlPlane, controlPlanes } from './mesh/control-planes.ts';
import type { Istiod } from './mesh/istiod.ts';
import { meshMembers } from './mesh/maistra.ts';
import { revisionTags } from './mesh/revision-tags.ts';
import { settingsOf } from './mesh/settings.ts';
import { wellFormed } from './well-formed.ts';

const KINDS = [
  'configmaps',
  'deployments',
  'istiorevisions',
  'istiorevisiontags',
  'istios',
  'mutatingwebhookconfigurations',
  'namespaces',
  'servicemeshcontrolplanes',
  'servicemeshmemberrolls',
] as const;

/** The control planes of the cluster with their settings, sorted by revision (istio-semantics 4.1, 9). */
export function readMeshes(all: Snapshot): MeshSettings[] {
  const snapshot = wellFormed(all, KINDS);
  const tags = revisionTags(snapshot);
  const settings = (plane: ControlPlane) => {
    const { namespace, revision, maistra } = plane.istiod;
    const { operator } = plane;
    const fallback = operator && { fields: operator.fields, from: operator.reference };
    const names = plane.configMap === undefined ? configMaps(plane.istiod) : [plane.configMap];
    return settingsOf({
      ...plane,
      config: meshConfigOf(snapshot.configmaps, { namespace, names }, fallback),
      tags: tags
        .filter((tag) => tag.revision === revision)
        .map(({ tag }) => tag)
        .toSorted(),
      members: maistra ? meshMembers(snapshot, namespace) : null,
    });
  };
  return controlPlanes(snapshot, all.pods)
    .map(settings)
    .toSorted((a, b) => compare(a.revision, b.revision) || compare(a.namespace, b.namespace));
}

/** The names of the ConfigMaps of one istiod, the deciding one last (istio-semantics 4.1). */
function configMaps({ revision, env }: Istiod): string[] {
  const shared = env.get('SHARED_MESH_CONFIG');
  return [...(shared ? [shared] : []), revision === 'default' ? 'istio' : `istio-${revision}`];
}

/**
 * The control plane that configures a pod: the one that its injection named, by revision or tag; of several with that name the one
 * that its proxy talks to; else the default one or the first, a mesh with members going before others (istio-semantics 4.4, 9).
 */
export function meshOfPod(meshes: readonly MeshSettings[], pod: Pod | undefined): MeshSettings | null {
  if (meshes.length < 2) return meshes[0] ?? null;
  const revision = revisionOf(pod);
  const named = meshes.filter((mesh) => mesh.revision === revision);
  const tagged = named.length > 0 ? named : meshes.filter(({ tags }) => tags?.includes(revision ?? ''));
  const chosen = tagged.length > 0 ? tagged : unnamed(meshes, pod?.metadata?.namespace ?? '');
  if (chosen.length < 2) return chosen[0] ?? meshes[0] ?? null;
  const namespace = controlNamespace(pod);
  return chosen.find((mesh) => mesh.namespace === namespace) ?? chosen[0] ?? null;
}

/** The control planes that a pod of a namespace may belong to when nothing names one. */
function unnamed(meshes: readonly MeshSettings[], namespace: string): readonly MeshSettings[] {
  const members = meshes.filter((mesh) => mesh.members?.includes(namespace));
  if (members.length > 0) return members;
  const open = meshes.filter((mesh) => mesh.members === undefined);
  const found = open.filter((mesh) => mesh.revision === 'default');
  return found.length > 0 ? found : open;
}

/** The revision that injected a pod; a label alone may also name a tag. Undefined where nothing names one. */
export function revisionOf(pod: Pod | undefined): string | undefined {
  const { annotations, labels } = pod?.metadata ?? {};
  return annotations?.['istio.io/rev'] ?? labels?.['istio.io/rev'];
}

/** The namespace of the istiod that a proxy asks for its certificate: `istiod.NAMESPACE.svc:15012`. */
function controlNamespace(pod: Pod | undefined): string | undefined {
  const lists: unknown[] = [pod?.spec?.initContainers, pod?.spec?.containers];
  const containers = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const env: unknown = containers.find((container) => container?.name === 'istio-proxy')?.env;
  const found = (Array.isArray(env) ? env : []).find((known) => known?.name === 'CA_ADDR');
  return /^istiod[^.]*\.([^.]+)\.svc/.exec(String(found?.value ?? ''))?.[1];
}
