import type {
  DestinationRule,
  Gateway,
  PeerAuthentication,
  ServiceEntry,
  Sidecar,
  VirtualService,
  WorkloadEntry,
} from '../../src/model/istio.ts';
import type {
  Deployment,
  EndpointSlice,
  LabelSelector,
  Namespace,
  Pod,
  Service,
} from '../../src/model/kubernetes.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { emptySnapshot } from '../support/empty-snapshot.ts';

export const ROOT = 'istio-system';
export const NAMESPACES = ['a', 'b', 'c', ROOT];

export interface MeshOptions {
  enableAutoMtls?: boolean;
  defaultServiceExportTo?: string[];
  defaultDestinationRuleExportTo?: string[];
  discoverySelectors?: LabelSelector[];
}

/** Cluster objects that both istiod's generator and our own engine are asked about. */
export interface Situation {
  id: string;
  /** Of istiod; `default` when absent. */
  revision?: string;
  mesh: MeshOptions;
  services: Service[];
  /** A pod with the annotation `sidecar.istio.io/status` has a sidecar, and is a client too. */
  pods: Pod[];
  peerauthentications: PeerAuthentication[];
  destinationrules: DestinationRule[];
  sidecars: Sidecar[];
  virtualservices: VirtualService[];
  workloadentries: WorkloadEntry[];
  gateways?: Gateway[];
  serviceentries: ServiceEntry[];
}

/** The EndpointSlices that the control plane would write; one by hand, without a pod, for a Service that selects nothing. */
export function slicesOf({ services, pods }: Situation): EndpointSlice[] {
  return services
    .filter(({ spec }) => spec?.type !== 'ExternalName')
    .map((service) => {
      const { name, namespace } = service.metadata ?? {};
      const ports = (service.spec?.ports ?? []).map(({ name: portName, targetPort }) => ({
        name: portName ?? '',
        port: Number(targetPort),
        protocol: 'TCP',
      }));
      return {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: `${name}-x`, namespace, labels: { 'kubernetes.io/service-name': name ?? '' } },
        addressType: 'IPv4',
        ports,
        endpoints: endpointsOf(service, pods),
      } as EndpointSlice;
    });
}

function endpointsOf({ metadata, spec }: Service, pods: readonly Pod[]): EndpointSlice['endpoints'] {
  const conditions = { ready: true };
  if (!spec?.selector) return [{ addresses: ['10.5.0.1'], conditions }];
  const selector = Object.entries(spec.selector);
  const behind = pods.filter(
    (pod) =>
      pod.metadata?.namespace === metadata?.namespace &&
      selector.every(([key, value]) => pod.metadata?.labels?.[key] === value),
  );
  return behind.map((pod) => ({
    addresses: [pod.status?.podIP ?? ''],
    conditions,
    targetRef: { kind: 'Pod', name: pod.metadata?.name ?? '', namespace: metadata?.namespace ?? '' },
  }));
}

/** The snapshot that our engine reads. */
export function snapshotOf(situation: Situation): Snapshot {
  const { services, pods, peerauthentications, destinationrules, sidecars, virtualservices } = situation;
  const { revision = 'default' } = situation;
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  const settings = { rootNamespace: ROOT, ...situation.mesh };
  return {
    ...emptySnapshot(),
    namespaces: namespaces(),
    services,
    pods,
    endpointslices: slicesOf(situation),
    configmaps: [{ metadata: { name, namespace: ROOT }, data: { mesh: JSON.stringify(settings) } }],
    deployments: [istiodOf(revision)],
    peerauthentications,
    destinationrules,
    sidecars,
    virtualservices,
    serviceentries: situation.serviceentries,
    workloadentries: situation.workloadentries,
    gateways: situation.gateways ?? [],
  };
}

/** The namespaces, with the label that the API server gives each of them. */
export function namespaces(): Namespace[] {
  return NAMESPACES.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
  }));
}

function istiodOf(revision: string): Deployment {
  const labels = { app: 'istiod', 'istio.io/rev': revision };
  const container = {
    name: 'discovery',
    image: 'istio/pilot:1.32.0',
    args: ['discovery', '--domain', 'cluster.local'],
    env: [{ name: 'REVISION', value: revision }],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'istiod', namespace: ROOT, labels },
    spec: { template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}
