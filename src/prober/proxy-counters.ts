import { setTimeout as sleep } from 'node:timers/promises';
import type { ProxyCounters } from '../model/observation.ts';
import type { Address } from './address.ts';
import { clusterSetting } from './cluster-setting.ts';
import type { ProxyAdmin } from './proxy-admin.ts';

interface Reading {
  /** Connections per cluster. */
  clusters: Map<string, number>;
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
    if (!after?.clusters.size) return null;
    const used = grown(before.clusters, after.clusters);
    const counters = difference(before, after);
    return used.length === 0 ? counters : { ...counters, setting: await settingOf(admin, used, signal) };
  };
}

async function read(
  admin: ProxyAdmin,
  { host, port, endpoints = 2, hbone }: Dialled,
  signal: AbortSignal,
): Promise<Reading | null> {
  const name = `outbound\\|${port}\\|[^|]*\\|${literally(host)}`;
  const stats = await admin.stats(signal);
  if (stats === null) return null;
  const reading: Reading = { clusters: new Map(), handshakes: 0, connections: 0, endpoints: null };
  // Istio puts a `;` between the cluster and the statistic (measured.md section 3).
  const line = new RegExp(`^cluster\\.(${name});?\\.(ssl\\.handshake|upstream_cx_total): (\\d{1,15})$`);
  for (const text of stats.split('\n')) {
    const [, cluster, statistic, value] = line.exec(text) ?? [];
    if (!cluster) continue;
    const made = statistic === 'ssl.handshake' ? 0 : Number(value);
    reading.clusters.set(cluster, (reading.clusters.get(cluster) ?? 0) + made);
    reading.connections += made;
    if (statistic === 'ssl.handshake') reading.handshakes += Number(value);
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
  const addresses = before.endpoints ? grown(before.endpoints, after.endpoints ?? new Map()) : [];
  const [only, ...others] = addresses;
  return {
    clusters: [...after.clusters.keys()].sort((a, b) => (a < b ? -1 : 1)).slice(0, MAX_CLUSTERS),
    handshakes: Math.max(0, after.handshakes - before.handshakes),
    connections: Math.max(0, after.connections - before.connections),
    endpoint: only !== undefined && others.length === 0 ? only.replace(TUNNEL, '').slice(0, 80) : null,
    ...(only !== undefined && addresses.every((name) => name.startsWith(TUNNEL)) && { tunnelled: true }),
  };
}

/** The names whose number grew. */
function grown(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after].filter(([name, value]) => value > (before.get(name) ?? 0)).map(([name]) => name);
}

async function settingOf(admin: ProxyAdmin, clusters: readonly string[], signal: AbortSignal) {
  const dump = await admin.config(clusters.map(literally).join('|'), signal);
  return dump === null ? null : clusterSetting(dump);
}

/** As a regular expression that matches just this text, for Envoy as for us. */
function literally(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/g, '\\$&');
}
