import type { PeerAuthentication } from '../../src/model/istio.ts';
import type { EndpointSlice, Pod, Service, ServicePort } from '../../src/model/kubernetes.ts';
import type { MeshSettings } from '../../src/model/policy.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { world } from './client/world.ts';

/** A control plane with Istio's defaults, root namespace `istio-system`. */
export const MESH: MeshSettings = {
  namespace: 'istio-system',
  revision: 'default',
  version: '1.31.0',
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  autoMtls: true,
  minTls: '1.2',
  maxTls: '1.3',
  outboundTrafficPolicy: 'ALLOW_ANY',
  doubts: [],
};

/** A snapshot with nothing but what is given. */
export function snapshot(objects: Partial<Snapshot> = {}): Snapshot {
  return world(objects, [], []);
}

type PodChange = Partial<NonNullable<Pod['spec']>> & {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};

/** A running pod of namespace `app`, label `app=a`, without a sidecar unless the change brings one. */
export function pod(
  name = 'a',
  ip = '10.0.0.1',
  { labels, annotations, ...spec }: PodChange = {},
  namespace = 'app',
): Pod {
  return {
    metadata: { name, namespace, labels: { app: 'a', ...labels }, annotations: annotations ?? {} },
    spec: { containers: [{ name: 'app' }], ...spec },
    status: { phase: 'Running', podIP: ip },
  };
}

export const NATIVE = {
  initContainers: [{ name: 'istio-proxy', restartPolicy: 'Always', args: ['proxy', 'sidecar'] }],
};

export function service(name: string, ports: ServicePort[], spec: Service['spec'] = {}): Service {
  return {
    metadata: { name, namespace: 'app' },
    spec: { clusterIP: '10.96.0.1', selector: { app: 'a' }, ports, ...spec },
  };
}

/** Endpoints of a Service of namespace `app`: IP → pod name (null: no pod). */
export function slice(
  serviceName: string,
  ports: NonNullable<EndpointSlice['ports']>,
  addresses: Record<string, string | null>,
): EndpointSlice {
  return {
    metadata: {
      name: `${serviceName}-1`,
      namespace: 'app',
      labels: { 'kubernetes.io/service-name': serviceName },
    },
    addressType: 'IPv4',
    ports,
    endpoints: Object.entries(addresses).map(([ip, podName]) => ({
      addresses: [ip],
      conditions: { ready: true },
      ...(podName === null ? {} : { targetRef: { kind: 'Pod', name: podName, namespace: 'app' } }),
    })),
  };
}

/** A PeerAuthentication; `age` in seconds, higher is younger. */
export function peer(
  namespace: string,
  spec: PeerAuthentication['spec'],
  {
    name = 'default',
    age = 0,
    labels,
  }: { name?: string; age?: number; labels?: Record<string, string> } = {},
): PeerAuthentication {
  const creationTimestamp = `2026-01-01T00:00:${String(age).padStart(2, '0')}Z`;
  return {
    metadata: { namespace, name, creationTimestamp, ...(labels && { labels }) },
    ...(spec && { spec }),
  };
}
