import type { ServiceEntry, WorkloadEntrySpec } from '../../src/model/istio.ts';
import { generateMeta } from './generate-meta.ts';
import type { Random } from './random.ts';

/** Names of their own, and names of Kubernetes Services. */
const HOSTS = [
  'x.example.com',
  'x.example.com',
  'y.example.com',
  '*.example.com',
  's.a.svc.cluster.local',
  't.b.svc.cluster.local',
];
const PORTS = [
  { number: 80, name: 'http', protocol: 'HTTP' },
  { number: 9000, name: 'tcp-x', protocol: 'TCP' },
  { number: 7000, name: 'x', protocol: '' },
  { number: 443, name: 'tls', protocol: 'TLS' },
];
const EXPORTS = [['*'], ['.'], ['a'], ['b', 'c'], ['~']];

/** Random ServiceEntries. Each is of another age: istiod has no order for those of one host, namespace and second. */
export function generateServiceEntries(random: Random): ServiceEntry[] {
  return Array.from({ length: 1 + random.below(4) }, (_, index) => {
    const host = random.pick(HOSTS);
    const resolution = host.startsWith('*') ? 'NONE' : random.pick(['STATIC', 'STATIC', 'DNS', 'NONE']);
    const some = random.some(PORTS, 0.5);
    const ports = some.length > 0 ? some : PORTS.slice(0, 1);
    const addressed = random.chance(0.6);
    return {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { ...generateMeta(random, index), creationTimestamp: `2026-01-01T00:00:1${index}Z` },
      spec: {
        hosts: [host],
        ...(addressed && { addresses: [`10.3.0.${index + 1}`] }),
        location: random.pick(['MESH_INTERNAL', 'MESH_INTERNAL', 'MESH_EXTERNAL']),
        resolution,
        ...(random.chance(0.3) && { exportTo: random.pick(EXPORTS) }),
        ports: ports.map((port) => ({
          ...port,
          ...(random.chance(0.3) && { targetPort: 8080 }),
        })),
        ...generateEndpoints(random, resolution, ports[0]?.name ?? ''),
      },
    };
  });
}

function generateEndpoints(
  random: Random,
  resolution: string,
  portName: string,
): Partial<NonNullable<ServiceEntry['spec']>> {
  if (resolution === 'NONE') return {};
  if (random.chance(0.4)) return { workloadSelector: { labels: { app: random.pick(['s', 't', 'x']) } } };
  if (resolution === 'DNS' && random.chance(0.5)) return {};
  return {
    endpoints: Array.from({ length: 1 + random.below(2) }, (_, index): WorkloadEntrySpec => {
      const name = resolution === 'DNS' && random.chance(0.5);
      return {
        address: name ? `v${index}.example.com` : random.pick([`10.4.0.${index + 1}`, `10.1.0.${index + 1}`]),
        ...(random.chance(0.6) && {
          labels: {
            app: random.pick(['s', 'x']),
            ...(random.chance(0.5) && { version: random.pick(['v1', 'v2']) }),
            ...(random.chance(0.5) && { 'security.istio.io/tlsMode': random.pick(['istio', 'disabled']) }),
          },
        }),
        ...(random.chance(0.4) && { serviceAccount: 'vm' }),
        ...(random.chance(0.2) && { ports: { [portName]: 8088 } }),
      };
    }),
  };
}
