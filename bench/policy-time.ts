import type { Snapshot } from '../src/model/snapshot.ts';
import { readMeshes } from '../src/policy/mesh.ts';
import { buildIndex } from '../src/policy/policy-index.ts';
import { listTargets } from '../src/policy/targets.ts';
import { predict } from '../src/predict/predict.ts';

/** Milliseconds to index a snapshot and to predict every endpoint and Service port of every namespace. */
export function policyTime(snapshot: Snapshot): {
  milliseconds: number;
  endpoints: number;
  services: number;
} {
  const start = performance.now();
  const index = buildIndex(snapshot);
  const meshes = readMeshes(snapshot);
  const [mesh] = meshes;
  if (!mesh) throw new Error('no mesh');
  let [endpoints, services] = [0, 0];
  for (const namespace of index.namespaceByName.keys()) {
    const targets = listTargets(index, { namespace, service: [], port: [], domain: 'cluster.local' });
    const predictions = predict(index, meshes, targets, { mesh, namespace, labels: {} });
    endpoints += predictions.endpoints.size;
    services += predictions.services.size;
  }
  return { milliseconds: performance.now() - start, endpoints, services };
}
