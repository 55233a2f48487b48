import type { Run } from '../model/run.ts';
import type { ServicePortReference } from '../model/target.ts';
import type { EndpointRow, Judgement, ServiceRow } from '../model/verdict.ts';
import { compare, compareNumbers } from '../util/compare.ts';
import { namesOfSources } from './source-names.ts';

/** One line of the table: a Service port, or an endpoint port that no Service leads to. */
export interface PortGroup {
  /** Name of the Service, or of the pod where there is none. */
  name: string;
  inService: boolean;
  port: number;
  portName: string | null;
  /** Which source saw it; null where there is but one. */
  source: string | null;
  endpoints: EndpointRow[];
  service: ServiceRow | null;
}

/** Gathers the rows of a run under their Service, port and source; endpoint ports in no Service come last, under their pod. */
export function groupPorts(run: Run): PortGroup[] {
  const groups = new Map<string, PortGroup>();
  const sourceOf = namesOfSources(run);
  type Empty = Omit<PortGroup, 'endpoints' | 'service' | 'source'>;
  const group = (key: string, row: EndpointRow | ServiceRow, empty: Empty): PortGroup => {
    const source = sourceOf(row);
    const full = `${key} from ${source}`;
    const known = groups.get(full) ?? { ...empty, source, endpoints: [], service: null };
    groups.set(full, known);
    return known;
  };
  const serviceGroup = (row: EndpointRow | ServiceRow, of: ServicePortReference) => {
    const name = of.namespace === run.namespace ? of.service : `${of.namespace}/${of.service}`;
    const { port, portName } = of;
    return group(`service ${name} ${port}`, row, { name, inService: true, port, portName });
  };
  for (const row of run.services) serviceGroup(row, row.target).service = row;
  for (const row of run.endpoints) {
    const { services, ip, port, pod } = row.target;
    for (const reference of services) serviceGroup(row, reference).endpoints.push(row);
    if (services.length > 0) continue;
    const name = pod === null ? `address ${ip}` : `pod ${pod}`;
    const empty = { name, inService: false, port, portName: null };
    group(`${name} ${ip} ${port}`, row, empty).endpoints.push(row);
  }
  const all = [...groups.values()];
  for (const one of all) one.endpoints.sort((a, b) => compareNumbers(a.target.id, b.target.id));
  return all.sort(
    (a, b) => Number(b.inService) - Number(a.inService) || compare(a.name, b.name) || a.port - b.port,
  );
}

/** The judgements behind one line of the table. */
export function judgementsOf(group: PortGroup): Judgement[] {
  return group.service === null ? group.endpoints : [...group.endpoints, group.service];
}
