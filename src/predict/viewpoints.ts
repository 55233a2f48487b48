import type { Source } from '../model/plan.ts';
import type { MeshSettings } from '../model/policy.ts';
import { meshOfPod } from '../policy/mesh.ts';
import { servingPods } from '../policy/pod-ports.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { dataPlaneOf } from './data-plane.ts';
import { injections, probeLabels } from './injection.ts';

/** One place to look from: a namespace, and the revision of the mesh client that stands there. */
export interface Viewpoint {
  /** What its Jobs are labelled with: the run's id, with `v` and a number for all but the first. */
  id: string;
  /** Namespace of its pods. */
  from: string;
  /** Of its mesh client; null without one. */
  revision: string | null;
  /** The control plane of its mesh client; the first one speaks for a namespace that is not injected. */
  mesh: MeshSettings;
  /** Its pods; without `no-sidecar` where an earlier viewpoint of the namespace has that one. */
  sources: Source[];
  injectionLabels: Record<string, string>;
  /** Why it has no mesh client. */
  refused: string | null;
}

/**
 * The viewpoints of a run: one a namespace, and one more for each other revision that sidecars of the namespace run at, as in the
 * middle of an upgrade. `uncovered`: revisions of such sidecars that no probe pod can be given.
 */
export function viewpoints(
  index: PolicyIndex,
  meshes: MeshSettings[],
  { id, from }: { id: string; from: readonly string[] },
): { views: [Viewpoint, ...Viewpoint[]]; uncovered: string[] } {
  const views: Viewpoint[] = [];
  const uncovered: string[] = [];
  const add = (view: Omit<Viewpoint, 'id'>) =>
    views.push({ ...view, id: views.length === 0 ? id : `${id}v${views.length + 1}` });
  const miss = (namespace: string, revisions: readonly string[]) => {
    for (const revision of revisions) {
      uncovered.push(
        `namespace ${namespace} has pods with a sidecar of revision ${revision}, which no probe pod was given: what they send as clients was not probed`,
      );
    }
  };
  for (const namespace of from) {
    const injection = probeLabels(index, meshes, namespace);
    const running = runningRevisions(index, meshes, namespace);
    if ('refused' in injection) {
      const { refused } = injection;
      const mesh = meshWith(meshes, null);
      add({ from: namespace, revision: null, mesh, sources: ['no-sidecar'], injectionLabels: {}, refused });
      miss(namespace, running);
      continue;
    }
    const known = injections(index, meshes, namespace);
    const others = running.filter((name) => name !== injection.revision);
    const reachable = others.flatMap((name) => known.find(({ revision }) => revision === name) ?? []);
    for (const [number, { labels, revision }] of [injection, ...reachable].entries()) {
      const sources: Source[] = number === 0 ? ['no-sidecar', 'sidecar'] : ['sidecar'];
      const mesh = meshWith(meshes, revision);
      add({ from: namespace, revision, mesh, sources, injectionLabels: labels, refused: null });
    }
    miss(
      namespace,
      others.filter((name) => !reachable.some(({ revision }) => revision === name)),
    );
  }
  const [first, ...rest] = views;
  if (!first) throw new Error('no namespace to look from');
  return { views: [first, ...rest], uncovered };
}

/** Revisions of the sidecars that run in a namespace, sorted. */
function runningRevisions(index: PolicyIndex, meshes: readonly MeshSettings[], namespace: string): string[] {
  const sidecars = servingPods(index, namespace).filter((pod) =>
    dataPlaneOf(pod).kind.startsWith('sidecar-'),
  );
  const found = sidecars.flatMap((pod) => meshOfPod(meshes, pod)?.revision ?? []);
  return [...new Set(found)].toSorted();
}

function meshWith(meshes: readonly MeshSettings[], revision: string | null): MeshSettings {
  const mesh = meshes.find((known) => known.revision === revision) ?? meshes[0];
  if (!mesh) throw new Error('no mesh');
  return mesh;
}
