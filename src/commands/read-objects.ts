import { withMeshConfig } from '../manifests/mesh-config.ts';
import { readText } from '../manifests/read-files.ts';
import { readManifests } from '../manifests/read-manifests.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { readMeshes } from '../policy/mesh.ts';

/** Where the commands without probes read objects from. */
export interface ObjectSource {
  kubeconfig?: string | undefined;
  context?: string | undefined;
  /** Whose pods and Services are read from a cluster; all when absent. */
  namespace?: string | null | undefined;
  /** Namespaces of the mesh clients, where they are others. */
  from?: string[] | undefined;
  /** Manifests; the cluster is read when there are none. */
  filename: string[];
  /** File with the mesh configuration, in place of the one found. */
  meshConfig?: string | undefined;
}

/** Reads the objects and tells on stderr which kinds may not be listed. */
export async function readObjects(source: ObjectSource): Promise<Snapshot> {
  const snapshot = await read(source);
  for (const { resource, problem } of snapshot.notes) {
    // A kind that is not installed has no objects to miss.
    if (problem === 'forbidden')
      process.stderr.write(`Note: ${resource} may not be listed, so none are known here.\n`);
  }
  return snapshot;
}

async function read(source: ObjectSource): Promise<Snapshot> {
  const { filename, meshConfig } = source;
  const found = filename.length > 0 ? await readManifests(filename) : await readCluster(source);
  if (meshConfig !== undefined) return withMeshConfig(found, await readText(meshConfig));
  // Manifests of applications come without a control plane: Istio's defaults hold.
  return filename.length > 0 && readMeshes(found).length === 0 ? withMeshConfig(found, '') : found;
}

async function readCluster({
  namespace = null,
  from = namespace === null ? [] : [namespace],
  ...options
}: ObjectSource): Promise<Snapshot> {
  const [{ connect }, { readSnapshot }, { requireNamespaces }] = await Promise.all([
    import('../cluster/connect.ts'),
    import('../cluster/read-snapshot.ts'),
    import('../requirements.ts'),
  ]);
  const client = connect({ ...options, requestTimeout: 30_000 });
  try {
    const scope = { namespace, from };
    const snapshot = await readSnapshot(client, scope);
    requireNamespaces(snapshot, scope, readMeshes(snapshot));
    return snapshot;
  } finally {
    client.close();
  }
}
