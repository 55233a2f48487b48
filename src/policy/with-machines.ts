import type { WorkloadEntry } from '../model/istio.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointTarget, ServiceTarget, Targets } from '../model/target.ts';
import { compare } from '../util/compare.ts';
import { workloadEntriesOf } from './client/workload-entries.ts';
import type { PolicyIndex } from './policy-index.ts';

/**
 * Adds the machines that Services find by WorkloadEntries, which no EndpointSlice shows. Those in a network of their own are left
 * out: only a gateway leads there.
 */
export function withMachines(index: PolicyIndex, mesh: MeshSettings, targets: Targets): Targets {
  if (index.workloadentries.length === 0) return targets;
  const endpoints = new Map(targets.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const services = targets.services.map((service): ServiceTarget => {
    const added = workloadEntriesOf(index, mesh, service).filter(
      ({ namespace, ip, id }) =>
        !service.endpoints.includes(id) && machineAt(index, namespace, ip)?.spec?.network === undefined,
    );
    for (const { workload: _, ...machine } of added) {
      const known: EndpointTarget = endpoints.get(machine.id) ?? { ...machine, services: [] };
      endpoints.set(machine.id, { ...known, services: [...known.services, ...machine.services] });
    }
    return { ...service, endpoints: [...service.endpoints, ...added.map(({ id }) => id)].toSorted() };
  });
  const sorted = [...endpoints.values()].toSorted(
    (a, b) => compare(a.pod ?? '', b.pod ?? '') || a.port - b.port || compare(a.id, b.id),
  );
  return { endpoints: sorted, services };
}

/** The WorkloadEntry of an address. */
export function machineAt(index: PolicyIndex, namespace: string, ip: string): WorkloadEntry | undefined {
  return index.workloadentries.find(
    ({ metadata, spec }) => metadata?.namespace === namespace && spec?.address === ip,
  );
}
