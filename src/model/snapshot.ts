import type {
  AuthorizationPolicy,
  DestinationRule,
  EnvoyFilter,
  Gateway,
  KubernetesGateway,
  NetworkPolicy,
  PeerAuthentication,
  RequestAuthentication,
  ServiceEntry,
  Sidecar,
  VirtualService,
  WorkloadEntry,
} from './istio.ts';
import type {
  ConfigMap,
  Deployment,
  EndpointSlice,
  MutatingWebhookConfiguration,
  Namespace,
  Pod,
  Service,
} from './kubernetes.ts';
import type {
  SailIstio,
  SailRevision,
  SailRevisionTag,
  ServiceMeshControlPlane,
  ServiceMeshMemberRoll,
} from './operators.ts';

/** What each list of a snapshot holds. The key is the plural resource name of the Kubernetes API. */
export interface ResourceTypes {
  namespaces: Namespace;
  pods: Pod;
  services: Service;
  endpointslices: EndpointSlice;
  configmaps: ConfigMap;
  deployments: Deployment;
  mutatingwebhookconfigurations: MutatingWebhookConfiguration;
  networkpolicies: NetworkPolicy;
  peerauthentications: PeerAuthentication;
  destinationrules: DestinationRule;
  sidecars: Sidecar;
  virtualservices: VirtualService;
  serviceentries: ServiceEntry;
  workloadentries: WorkloadEntry;
  authorizationpolicies: AuthorizationPolicy;
  requestauthentications: RequestAuthentication;
  envoyfilters: EnvoyFilter;
  gateways: Gateway;
  /** The Gateways of the Kubernetes Gateway API, whose plural name is that of Istio's own. */
  kubernetesgateways: KubernetesGateway;
  servicemeshcontrolplanes: ServiceMeshControlPlane;
  servicemeshmemberrolls: ServiceMeshMemberRoll;
  istios: SailIstio;
  istiorevisions: SailRevision;
  istiorevisiontags: SailRevisionTag;
}

export type ResourceKind = keyof ResourceTypes;

/** A list that could not be read: `forbidden` (403) or `absent` (404, the kind is not installed). */
export interface SnapshotNote {
  resource: ResourceKind;
  problem: 'forbidden' | 'absent';
  /** Set where the list was refused for a single namespace, after it had been refused for all. */
  namespace?: string;
}

/** Everything read from the cluster at one moment; JSON-shaped, so that it can be saved and judged again. */
export type Snapshot = { [K in ResourceKind]: ResourceTypes[K][] } & { notes: SnapshotNote[] };
