import type { EndpointSlice, Pod, Service } from '../../../src/model/kubernetes.ts';
import type { ClientPolicy, MeshSettings } from '../../../src/model/policy.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { EndpointTarget, ServiceTarget } from '../../../src/model/target.ts';
import { clientPolicy } from '../../../src/policy/client/client-policy.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { emptySnapshot } from '../../support/empty-snapshot.ts';

export const MESH: MeshSettings = {
  namespace: 'r',
  revision: 'default',
  version: '1.31.0',
  rootNamespace: 'r',
  trustDomain: 'cluster.local',
  autoMtls: true,
  minTls: '1.2',
  maxTls: '1.3',
  outboundTrafficPolicy: 'ALLOW_ANY',
  doubts: [],
};

/** Client in namespace `c`, Service `svc` with one injected pod in `s`, root namespace `r`; what a test gives comes on top. */
export function world(
  objects: Partial<Snapshot> = {},
  pods: Pod[] = [pod()],
  services = [service()],
): Snapshot {
  return {
    ...emptySnapshot(),
    pods,
    services,
    endpointslices: services.map((one) => slice(one.metadata?.name ?? '', pods)),
    ...objects,
  };
}

/** The endpoints of a Service in `s` on port 8080, named http. */
export function slice(service: string, pods: Pod[]): EndpointSlice {
  return {
    metadata: { name: `${service}-x`, namespace: 's', labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: pods.map(({ metadata, status }) => ({
      addresses: [status?.podIP ?? ''],
      targetRef: { kind: 'Pod', name: metadata?.name ?? '', namespace: 's' },
    })),
  };
}

export function pod(name = 'pod', ip = '10.0.0.1', labels: Record<string, string> = INJECTED): Pod {
  return {
    metadata: { name, namespace: 's', labels: { app: 'svc', ...labels } },
    spec: { serviceAccountName: 'svc' },
    status: { phase: 'Running', podIP: ip },
  };
}
export const INJECTED = { 'security.istio.io/tlsMode': 'istio' };

export function service(annotations: Record<string, string> = {}, clusterIP = '10.96.0.1'): Service {
  return {
    metadata: { name: 'svc', namespace: 's', annotations },
    spec: { clusterIP, selector: { app: 'svc' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  };
}

export function target(change: Partial<ServiceTarget> = {}): ServiceTarget {
  return {
    id: 'svc.s.svc.cluster.local:80',
    host: 'svc.s.svc.cluster.local',
    port: 80,
    portName: 'http',
    namespace: 's',
    service: 'svc',
    headless: false,
    portClass: 'HTTP',
    applicationTls: false,
    database: false,
    endpoints: ['10.0.0.1:8080'],
    ...change,
  };
}

export function endpoint(name: string | null = 'pod', ip = '10.0.0.1'): EndpointTarget {
  return {
    id: `${ip}:8080`,
    ip,
    port: 8080,
    namespace: 's',
    pod: name,
    serviceAccount: 'svc',
    portClass: 'HTTP',
    database: false,
    services: [],
  };
}

/** What a client in `c` sends, given a world. */
export function policy(
  snapshot: Snapshot,
  mesh: Partial<MeshSettings> = {},
  change: Partial<ServiceTarget> = {},
  to: EndpointTarget | null = endpoint(),
  labels: Record<string, string> = { app: 'client' },
): ClientPolicy {
  const client = { namespace: 'c', labels };
  return clientPolicy(buildIndex(snapshot), { ...MESH, ...mesh }, client, target(change), to);
}
