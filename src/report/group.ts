import type { Run } from '../model/run.ts';
import type { EndpointRow, Judgement, ServiceRow } from '../model/verdict.ts';
import { compare } from '../util/compare.ts';

/** One line of the table: a Service port, or an endpoint port that no Service leads to. */
export interface PortGroup {
  /** Name of the Service, or of the pod where there is none. */
  name: string;
  inService: boolean;
  port: number;
  portName: string | null;
  endpoints: EndpointRow[];
  service: ServiceRow | null;
}

/** Gathers the rows of a run under their Service and port; endpoint ports in no Service come last, under their pod. */
export function groupPorts(run: Run): PortGroup[] {
  const groups = new Map<string, PortGroup>();
  const group = (key: string, empty: Omit<PortGroup, 'endpoints' | 'service'>): PortGroup => {
    const known = groups.get(key) ?? { ...empty, endpoints: [], service: null };
    groups.set(key, known);
    return known;
  };
  const serviceGroup = (of: {
    namespace: string;
    service: string;
    port: number;
    portName: string | null;
  }) => {
    const name = of.namespace === run.namespace ? of.service : `${of.namespace}/${of.service}`;
    const { port, portName } = of;
    return group(`service ${name} ${port}`, { name, inService: true, port, portName });
  };
  for (const row of run.services) serviceGroup(row.target).service = row;
  for (const row of run.endpoints) {
    const { services, ip, port, pod } = row.target;
    for (const reference of services) serviceGroup(reference).endpoints.push(row);
    if (services.length > 0) continue;
    const name = pod === null ? `address ${ip}` : `pod ${pod}`;
    group(`${name} ${ip} ${port}`, { name, inService: false, port, portName: null }).endpoints.push(row);
  }
  const all = [...groups.values()];
  for (const one of all) one.endpoints.sort((a, b) => BY_NUMBER.compare(a.target.id, b.target.id));
  return all.sort(
    (a, b) => Number(b.inService) - Number(a.inService) || compare(a.name, b.name) || a.port - b.port,
  );
}

/** The judgements behind one line of the table. */
export function judgementsOf(group: PortGroup): Judgement[] {
  return group.service === null ? group.endpoints : [...group.endpoints, group.service];
}

/** 10.0.0.2 before 10.0.0.10. */
const BY_NUMBER = new Intl.Collator('en', { numeric: true });
