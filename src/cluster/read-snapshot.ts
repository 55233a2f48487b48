import type { ResourceKind, ResourceTypes, Snapshot, SnapshotNote } from '../model/snapshot.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { explain } from './explain.ts';
import { type ListSelection, list } from './list.ts';
import { optionalGroup, RESOURCES } from './resources.ts';
import { servedGroups } from './served-groups.ts';

export interface SnapshotScope {
  /** Namespace whose endpoints are judged; null for all. */
  namespace: string | null;
  /** Namespaces of the probe pods. */
  from: readonly string[];
}

/** Istio's own namespace unless an istiod is found elsewhere. */
const DEFAULT_ISTIO_NAMESPACE = 'istio-system';

type Lists = { [K in ResourceKind]: ResourceTypes[K][] };

/** Reads everything a run needs by parallel list calls. A forbidden or missing kind becomes a note, not a failure. */
export async function readSnapshot(
  client: KubeClient,
  { namespace, from }: SnapshotScope,
): Promise<Snapshot> {
  const notes: SnapshotNote[] = [];
  const places = [...new Set(namespace === null ? from : [namespace, ...from])];
  const near = namespace === null ? [{}] : places.map((name) => ({ namespace: name }));
  const istiods = readKind(
    client,
    notes,
    'deployments',
    [{ labelSelector: 'app=istiod' }],
    [DEFAULT_ISTIO_NAMESPACE],
  );
  const control = istiods.then(istioNamespaces);
  const served = servedGroups(client);

  const selections = {
    pods: near,
    services: near,
    endpointslices: near,
    networkpolicies: near,
  } satisfies Partial<Record<ResourceKind, ListSelection[]>>;

  async function read<K extends ResourceKind>(kind: K): Promise<ResourceTypes[K][]> {
    const near = selections[kind as keyof typeof selections];
    const group = optionalGroup(kind);
    if (group !== null && (await served)?.has(group) === false) {
      notes.push({ resource: kind, problem: 'absent' });
      return [];
    }
    return near
      ? readKind(client, notes, kind, near)
      : readKind(
          client,
          notes,
          kind,
          [{}],
          RESOURCES[kind].namespaced ? [...places, ...(await control)] : [],
        );
  }

  const lists: Partial<Lists> = {};
  const fill = async <K extends ResourceKind>(kind: K, objects: Promise<ResourceTypes[K][]>) => {
    lists[kind] = (await objects) as Lists[K];
  };
  await Promise.all(
    (Object.keys(RESOURCES) as ResourceKind[]).map((kind) => {
      if (kind === 'deployments') return fill(kind, istiods);
      if (kind === 'configmaps')
        return fill(
          kind,
          control.then((names) => readConfigMaps(client, notes, names, from)),
        );
      return fill(kind, read(kind));
    }),
  );
  return { ...(lists as Lists), notes: uniqueNotes(notes) };
}

/** The mesh configuration beside istiod, and the mesh CA's roots where the probe pods will stand. */
async function readConfigMaps(
  client: KubeClient,
  notes: SnapshotNote[],
  control: string[],
  from: readonly string[],
) {
  const selections: ListSelection[] = control.map((namespace) => ({ namespace }));
  for (const namespace of from) {
    if (!control.includes(namespace))
      selections.push({ namespace, fieldSelector: 'metadata.name=istio-ca-root-cert' });
  }
  return readKind(client, notes, 'configmaps', selections);
}

function istioNamespaces(istiods: ResourceTypes['deployments'][]): string[] {
  const found = istiods.map((istiod) => istiod.metadata?.namespace).filter((name) => name !== undefined);
  return found.length ? [...new Set(found)].toSorted() : [DEFAULT_ISTIO_NAMESPACE];
}

/** `fallback`: namespaces to read one by one when the cluster-wide list is refused to a namespaced role. */
async function readKind<K extends ResourceKind>(
  client: KubeClient,
  notes: SnapshotNote[],
  kind: K,
  selections: ListSelection[],
  fallback: string[] = [],
  narrowed = false,
): Promise<ResourceTypes[K][]> {
  const answers = await Promise.all(
    selections.map(async (selection) => {
      try {
        return await list(client, kind, selection);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status !== 404 && error.status !== 403) throw explain(error, `list ${kind}`);
        const problem = error.status === 404 ? 'absent' : 'forbidden';
        const { namespace } = selection;
        notes.push({ resource: kind, problem, ...(narrowed && namespace !== undefined && { namespace }) });
        if (error.status === 404 || !fallback.length) return [];
        const narrower = [...new Set(fallback)].map((namespace) => ({ ...selection, namespace }));
        return readKind(client, notes, kind, narrower, [], true);
      }
    }),
  );
  return answers.flat();
}

function uniqueNotes(notes: SnapshotNote[]): SnapshotNote[] {
  const byKey = new Map(
    notes.map((note) => [`${note.resource} ${note.problem} ${note.namespace ?? ''}`, note]),
  );
  return [...byKey.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, note]) => note);
}
