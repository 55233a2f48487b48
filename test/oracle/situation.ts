import type {
  DestinationRule,
  PeerAuthentication,
  Sidecar,
  VirtualService,
  WorkloadEntry,
} from '../../src/model/istio.ts';
import type { EndpointSlice, Pod, Service } from '../../src/model/kubernetes.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';

export const ROOT = 'istio-system';
export const NAMESPACES = ['a', 'b', 'c', ROOT];

export interface MeshOptions {
  enableAutoMtls?: boolean;
  defaultServiceExportTo?: string[];
  defaultDestinationRuleExportTo?: string[];
}

/** Cluster objects that both istiod's generator and our own engine are asked about. */
export interface Situation {
  id: string;
  mesh: MeshOptions;
  services: Service[];
  /** A pod with the annotation `sidecar.istio.io/status` has a sidecar, and is a client too. */
  pods: Pod[];
  peerauthentications: PeerAuthentication[];
  destinationrules: DestinationRule[];
  sidecars: Sidecar[];
  virtualservices: VirtualService[];
  workloadentries: WorkloadEntry[];
}

/** The EndpointSlices that the control plane would write. */
export function slicesOf({ services, pods }: Situation): EndpointSlice[] {
  return services.map((service) => {
    const { name, namespace } = service.metadata ?? {};
    const selector = Object.entries(service.spec?.selector ?? {});
    const behind = pods.filter(
      (pod) =>
        pod.metadata?.namespace === namespace &&
        selector.every(([key, value]) => pod.metadata?.labels?.[key] === value),
    );
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-x`, namespace, labels: { 'kubernetes.io/service-name': name ?? '' } },
      addressType: 'IPv4',
      ports: (service.spec?.ports ?? []).map(({ name: portName, targetPort }) => ({
        name: portName ?? '',
        port: Number(targetPort),
        protocol: 'TCP',
      })),
      endpoints: behind.map((pod) => ({
        addresses: [pod.status?.podIP ?? ''],
        conditions: { ready: true },
        targetRef: { kind: 'Pod', name: pod.metadata?.name, namespace },
      })),
    } as EndpointSlice;
  });
}

/** The snapshot that our engine reads. */
export function snapshotOf(situation: Situation): Snapshot {
  const { services, pods, peerauthentications, destinationrules, sidecars, virtualservices } = situation;
  const settings = { rootNamespace: ROOT, ...situation.mesh };
  return {
    namespaces: NAMESPACES.map((name) => ({ metadata: { name } })),
    services,
    pods,
    endpointslices: slicesOf(situation),
    configmaps: [{ metadata: { name: 'istio', namespace: ROOT }, data: { mesh: JSON.stringify(settings) } }],
    deployments: [ISTIOD],
    mutatingwebhookconfigurations: [],
    networkpolicies: [],
    peerauthentications,
    destinationrules,
    sidecars,
    virtualservices,
    serviceentries: [],
    workloadentries: situation.workloadentries,
    authorizationpolicies: [],
    requestauthentications: [],
    envoyfilters: [],
    servicemeshcontrolplanes: [],
    servicemeshmemberrolls: [],
    istios: [],
    istiorevisions: [],
    istiorevisiontags: [],
    notes: [],
  };
}

const ISTIOD = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'istiod', namespace: ROOT, labels: { app: 'istiod', 'istio.io/rev': 'default' } },
  spec: {
    template: {
      metadata: { labels: { app: 'istiod', 'istio.io/rev': 'default' } },
      spec: {
        containers: [
          {
            name: 'discovery',
            image: 'istio/pilot:1.32.0',
            args: ['discovery', '--domain', 'cluster.local'],
            env: [{ name: 'REVISION', value: 'default' }],
          },
        ],
      },
    },
  },
};
