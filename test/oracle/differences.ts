import type { MeshSettings } from '../../src/model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../src/model/target.ts';
import { hiddenService } from '../../src/policy/client/hidden-service.ts';
import { inSubset } from '../../src/policy/client/in-subset.ts';
import type { Subset } from '../../src/policy/client/rule.ts';
import { ruleFor } from '../../src/policy/client/rule-for.ts';
import { sentTls } from '../../src/policy/client/sent-tls.ts';
import { workloadEntriesOf } from '../../src/policy/client/workload-entries.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex, type PolicyIndex } from '../../src/policy/policy-index.ts';
import { serverPolicy } from '../../src/policy/server.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { compareRoutes } from './compare-routes.ts';
import type { Answer } from './istiod.ts';
import { joined } from './joined.ts';
import { NAMESPACES, type Situation, snapshotOf } from './situation.ts';

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

type Check = (where: string, theirs: string, ours: string) => void;

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

function compareClients(index: PolicyIndex, mesh: MeshSettings, answer: Answer, check: Check): void {
  const filter = { service: [], port: [], domain: 'cluster.local' };
  const all = NAMESPACES.map((namespace) => listTargets(index, { namespace, ...filter }));
  const endpoints = new Map(all.flatMap((targets) => targets.endpoints).map((target) => [target.id, target]));
  for (const [name, clusters] of Object.entries(answer.client)) {
    const pod = index.podByName.get(name);
    const client = { namespace: pod?.metadata?.namespace ?? '', labels: pod?.metadata?.labels ?? {} };
    for (const target of all.flatMap((targets) => targets.services)) {
      const theirs = Object.entries(clusters).filter(([key]) => /^[^# ]+/.exec(key)?.[0] === target.id);
      const where = `client ${name} to ${target.id}`;
      const hidden = hiddenService(index, mesh, client, target, true) !== null;
      check(`${where} known`, String(theirs.length > 0), String(!hidden));
      if (hidden || theirs.length === 0) continue;
      const routes = compareRoutes(index, mesh, client, target, answer.routes[name] ?? {}, clusters);
      if (routes) check(`${where} routed`, routes.theirs, routes.ours);
      const { entry } = ruleFor(index, mesh, client, target);
      const entries = workloadEntriesOf(index, target).map(({ id }) => id);
      const whole = { ...target, endpoints: [...target.endpoints, ...entries] };
      const subsets = [null, ...(entry?.subsets ?? [])];
      check(`${where} subsets`, subsetsOf(theirs.map(([key]) => key)), namesOf(subsets));
      for (const subset of subsets) {
        const suffix = subset === null ? '' : `#${subset.name}`;
        for (const endpoint of endpointsOf(index, target, subset, endpoints)) {
          const found =
            clusters[`${target.id}${suffix} -> ${endpoint.id}`] ?? clusters[`${target.id}${suffix}`];
          const ours = sentTls(index, mesh, entry, subset, whole, endpoint).tls;
          check(`${where}${suffix} at ${endpoint.id}`, found ?? 'nothing', ours);
        }
      }
    }
  }
}

function endpointsOf(
  index: PolicyIndex,
  target: ServiceTarget,
  subset: Subset | null,
  endpoints: ReadonlyMap<string, EndpointTarget>,
): EndpointTarget[] {
  const pods = target.endpoints.flatMap((id) => endpoints.get(id) ?? []);
  return [...pods, ...workloadEntriesOf(index, target)].filter((endpoint) =>
    inSubset(index, endpoint, subset),
  );
}

function subsetsOf(keys: readonly string[]): string {
  return joined(keys.map((key) => /#([^ ]+)/.exec(key)?.[1] ?? ''));
}

function namesOf(subsets: readonly (Subset | null)[]): string {
  return joined(subsets.map((subset) => subset?.name ?? ''));
}
