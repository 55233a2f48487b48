import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { KeyPair } from '../../model/key-pair.ts';
import { configDump } from './config-dump.ts';
import type { Counters } from './counters.ts';
import type { WireClient } from './wire.ts';

/** A cluster of the client's sidecar. */
export interface AdminCluster {
  counters: Counters;
  client: Pick<WireClient, 'cluster'>;
}

const LONGEST_FILTER = 1000;

/** The admin interface and the readiness of a client's sidecar, in Envoy's texts (measured.md section 3); does not listen yet. */
export function createAdmin(clusters: readonly AdminCluster[], identity: KeyPair): Server {
  const counted = clusters.map(({ counters }) => counters);
  const set = clusters.map(({ counters, client }) => ({
    cluster: counters.cluster,
    setting: client.cluster,
  }));
  const pages: Record<string, (query: URLSearchParams) => string | null> = {
    '/stats': (query) => statistics(counted, query.get('filter') ?? ''),
    '/clusters': () => counted.flatMap(clusterLines).join(''),
    '/config_dump': (query) => {
      const name = patternOf(query.get('name_regex') ?? '');
      return name && configDump(set, name);
    },
    '/certs': () => certificates(identity),
    '/ready': () => 'LIVE\n',
    '/healthz/ready': () => '',
  };
  return createServer((request, answer) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const body = page ? page(new URLSearchParams(query)) : null;
    answer.writeHead(body === null ? (page ? 400 : 404) : 200, { server: 'envoy' });
    answer.end(body ?? '');
  });
}

/** Null for a filter that is not a regular expression. */
function statistics(clusters: readonly Counters[], filter: string): string | null {
  const pattern = patternOf(filter);
  if (!pattern) return null;
  const lines = clusters.flatMap(({ cluster, handshakes, connections }) => [
    [`cluster.${cluster};.ssl.handshake`, handshakes] as const,
    [`cluster.${cluster};.upstream_cx_total`, sum(connections)] as const,
  ]);
  return lines
    .filter(([name]) => pattern.test(name))
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

function patternOf(text: string): RegExp | null {
  if (text.length > LONGEST_FILTER) return null;
  try {
    return new RegExp(text);
  } catch {
    return null;
  }
}

function clusterLines({ cluster, connections }: Counters): string[] {
  return [...connections].flatMap(([endpoint, value]) => [
    `${cluster}::${endpoint}::cx_total::${value}\n`,
    `${cluster}::${endpoint}::rq_total::${value}\n`,
  ]);
}

function certificates({ cert }: KeyPair): string {
  const { subjectAltName, validTo, serialNumber } = new X509Certificate(cert);
  const uri = (subjectAltName ?? '').replace(/^URI:/, '');
  return JSON.stringify({
    certificates: [
      {
        cert_chain: [
          {
            serial_number: serialNumber.toLowerCase(),
            subject_alt_names: [{ uri }],
            expiration_time: new Date(validTo).toISOString(),
          },
        ],
      },
    ],
  });
}

function sum(values: ReadonlyMap<string, number>): number {
  return [...values.values()].reduce((total, value) => total + value, 0);
}
