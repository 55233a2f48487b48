import type { MeshSettings } from '../../src/model/policy.ts';
import type { PolicyIndex } from '../../src/policy/policy-index.ts';
import { serverPolicy } from '../../src/policy/server.ts';
import { compareClients } from './compare-clients.ts';
import { type Check, type Comparison, comparison } from './comparison.ts';
import type { Answer } from './istiod.ts';
import type { Situation } from './situation.ts';

/** Compares istiod's answer with ours, cell by cell. */
export function compare(situation: Situation, answer: Answer): Comparison {
  return comparison(situation, (index, mesh, check) => {
    compareServers(index, mesh, answer, check);
    compareClients(index, mesh, answer, check);
  });
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
