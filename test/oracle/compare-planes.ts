import { ambientPolicy } from '../../src/policy/ambient/mode.ts';
import { gatewayPorts } from '../../src/policy/gateways/gateway-ports.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import type { Comparison } from './differences.ts';
import type { Answer } from './istiod.ts';
import { type Situation, snapshotOf } from './situation.ts';

/** Compares what istiod sends to ztunnel and to gateways with what we make of the same objects. */
export function comparePlanes(situation: Situation, { ambient = {}, gateways = {} }: Answer): Comparison {
  const snapshot = snapshotOf(situation);
  const index = buildIndex(snapshot);
  const mesh = readMeshes(snapshot)[0];
  if (!mesh) throw new Error('no mesh');
  const result: Comparison = { cells: 0, differences: [] };
  const check = (where: string, theirs: string, ours: string) => {
    result.cells += 1;
    if (theirs !== ours) result.differences.push(`${where}: istiod ${theirs}, we ${ours}`);
  };
  for (const pod of situation.pods) {
    const name = `${pod.metadata?.namespace}/${pod.metadata?.name}`;
    for (const [port, mode] of Object.entries(ambient[name] ?? {}))
      check(
        `ztunnel ${name}:${port}`,
        mode,
        ambientPolicy(index, mesh, pod, port === '*' ? 1 : Number(port)).mode,
      );
    const theirs = gateways[name];
    if (!theirs) continue;
    const ours = gatewayPorts(index, mesh, pod);
    const open = [...ours.keys()].filter((port) => port < 15000).map(String);
    for (const port of new Set([...Object.keys(theirs), ...open])) {
      const found = ours.get(Number(port));
      const [modes = 'none', wanted] = [theirs[port], found?.mixed ? 'mixed' : (found?.mode ?? 'none')];
      check(`gateway ${name}:${port}`, modes.includes(' ') ? 'mixed' : modes, wanted);
    }
  }
  return result;
}
