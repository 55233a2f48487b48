import { setTimeout as sleep } from 'node:timers/promises';
import type { ProxyCounters } from '../model/observation.ts';
import type { Address } from './address.ts';
import type { ProxyAdmin } from './proxy-admin.ts';

interface Reading {
  clusters: Set<string>;
  handshakes: number;
  connections: number;
  /** Connections per endpoint; null when the list could not be read. */
  endpoints: Map<string, number> | null;
}

const MAX_CLUSTERS = 8;
const FLUSH = 300;
/** Before the address of an endpoint that is reached by HBONE (pilot/pkg/xds/endpoints/endpoint_builder.go). */
const TUNNEL = 'envoy://connect_originate/';

/** The Service port that is dialled, and how many endpoints are behind it; unknown counts as several. */
type Dialled = Address & { endpoints?: number; hbone?: true };

/** Reads the own proxy's counters now; the function it gives tells what was added since. Null when they cannot be read. */
export async function watchCounters(
  admin: ProxyAdmin,
  dialled: Dialled,
  signal: AbortSignal,
): Promise<() => Promise<ProxyCounters | null>> {
  const before = await read(admin, dialled, signal);
  return async () => {
    if (!before) return null;
    let after = await read(admin, dialled, signal);
    if (after && after.connections <= before.connections) {
      await sleep(FLUSH);
      after = await read(admin, dialled, signal);
    }
    // A cluster that was never used may have no statistics yet: none before is zero, none after says nothing.
    return after?.clusters.size ? difference(before, after) : null;
  };
}

async function read(
  admin: ProxyAdmin,
  { host, port, endpoints = 2, hbone }: Dialled,
  signal: AbortSignal,
): Promise<Reading | null> {
  const name = `outbound\\|${port}\\|[^|]*\\|${host.replace(/[^A-Za-z0-9-]/g, '\\$&')}`;
  const stats = await admin.stats(signal);
  if (stats === null) return null;
  const reading: Reading = { clusters: new Set(), handshakes: 0, connections: 0, endpoints: null };
  // Istio puts a `;` between the cluster and the statistic (measured.md section 3).
  const line = new RegExp(`^cluster\\.(${name});?\\.(ssl\\.handshake|upstream_cx_total): (\\d{1,15})$`);
  for (const text of stats.split('\n')) {
    const [, cluster, statistic, value] = line.exec(text) ?? [];
    if (!cluster) continue;
    reading.clusters.add(cluster);
    if (statistic === 'ssl.handshake') reading.handshakes += Number(value);
    else reading.connections += Number(value);
  }
  // The list of all clusters is long; with one endpoint it is clear which was dialled.
  const list = endpoints > 1 || hbone ? await admin.clusters(signal) : null;
  if (list !== null) reading.endpoints = parseEndpoints(list, name);
  return reading;
}

function parseEndpoints(text: string, name: string): Map<string, number> {
  const line = new RegExp(`^${name}::(.+)::cx_total::(\\d{1,15})$`);
  const endpoints = new Map<string, number>();
  for (const entry of text.split('\n')) {
    const [, endpoint, value] = line.exec(entry) ?? [];
    if (endpoint) endpoints.set(endpoint, (endpoints.get(endpoint) ?? 0) + Number(value));
  }
  return endpoints;
}

function difference(before: Reading, after: Reading): ProxyCounters {
  const grown = before.endpoints
    ? [...(after.endpoints ?? [])].filter(([name, value]) => value > (before.endpoints?.get(name) ?? 0))
    : [];
  const addresses = grown.map(([name]) => name);
  const [only, ...others] = addresses;
  return {
    clusters: [...after.clusters].sort((a, b) => (a < b ? -1 : 1)).slice(0, MAX_CLUSTERS),
    handshakes: Math.max(0, after.handshakes - before.handshakes),
    connections: Math.max(0, after.connections - before.connections),
    endpoint: only !== undefined && others.length === 0 ? only.replace(TUNNEL, '').slice(0, 80) : null,
    ...(only !== undefined && addresses.every((name) => name.startsWith(TUNNEL)) && { tunnelled: true }),
  };
}
