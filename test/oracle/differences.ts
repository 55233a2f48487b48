import type { MeshSettings } from '../../src/model/policy.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex, type PolicyIndex } from '../../src/policy/policy-index.ts';
import { serverPolicy } from '../../src/policy/server.ts';
import { type Check, compareClients } from './compare-clients.ts';
import type { Answer } from './istiod.ts';
import { type Situation, snapshotOf } from './situation.ts';

export interface Comparison {
  cells: number;
  /** One line each: where, what istiod says, what we say. */
  differences: string[];
}

/** Compares istiod's answer with ours, cell by cell. */
export function compare(situation: Situation, answer: Answer): Comparison {
  const snapshot = snapshotOf(situation);
  const index = buildIndex(snapshot);
  const mesh = readMeshes(snapshot)[0];
  if (!mesh) throw new Error('no mesh');
  const result: Comparison = { cells: 0, differences: [] };
  const check = (where: string, theirs: string, ours: string) => {
    result.cells += 1;
    if (theirs !== ours) result.differences.push(`${where}: istiod ${theirs}, we ${ours}`);
  };
  compareServers(index, mesh, answer, check);
  compareClients(index, mesh, answer, check);
  return result;
}

/** `*` stands for every port that has no filter chain of its own. */
function compareServers(index: PolicyIndex, mesh: MeshSettings, answer: Answer, check: Check): void {
  for (const [name, ports] of Object.entries(answer.server)) {
    const pod = index.podByName.get(name);
    for (const [port, mode] of Object.entries(ports)) {
      if (!pod) throw new Error(`no pod ${name}`);
      check(
        `server ${name}:${port}`,
        mode,
        serverPolicy(index, mesh, pod, port === '*' ? 1 : Number(port)).mode,
      );
    }
  }
}
