import type { MeshSettings, Mode } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { Targets } from '../../model/target.ts';
import { meshOfPod } from '../mesh.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import type { Finding } from './finding.ts';

/** Ports named in one finding; the rest is counted. */
const NAMED = 8;

/** MTLS404: a workload policy that takes several ports out of a STRICT namespace or mesh, where one may be meant. */
export function exceptionFindings(index: PolicyIndex, meshes: MeshSettings[], targets: Targets): Finding[] {
  const found = new Map<string, { by: ObjectReference; mode: Mode; ports: Set<number> }>();
  for (const { namespace, pod: name, port } of targets.endpoints) {
    const pod = index.podByName.get(`${namespace}/${name}`);
    const mesh = meshOfPod(meshes, pod);
    if (!pod || !mesh) continue;
    const { mode, level, decidedBy } = serverPolicy(index, mesh, pod, port);
    if (level !== 'workload' || mode === 'STRICT' || decidedBy === null) continue;
    if (serverPolicy(index, mesh, { metadata: { namespace } }, 0).mode !== 'STRICT') continue;
    const key = `${decidedBy.namespace}/${decidedBy.name}`;
    const known = found.get(key) ?? { by: decidedBy, mode, ports: new Set<number>() };
    known.ports.add(port);
    found.set(key, known);
  }
  return [...found.values()].flatMap(({ by, mode, ports }): Finding[] => {
    if (ports.size < 2) return [];
    const sorted = [...ports].toSorted((a, b) => a - b);
    const more = sorted.length > NAMED ? ` and ${sorted.length - NAMED} more` : '';
    const detail = `Ports ${sorted.slice(0, NAMED).join(', ')}${more} are ${mode}.`;
    return [{ code: 'MTLS404', objects: [by], detail }];
  });
}
