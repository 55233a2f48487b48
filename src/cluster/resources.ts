import type { ResourceKind } from '../model/snapshot.ts';

interface ApiResource {
  /** Path of the group and version. */
  root: string;
  namespaced: boolean;
  /** Group that not every cluster has: listed only where the API server serves it. */
  optional?: true;
  /** The name in the path, where another kind of a snapshot has the same. */
  plural?: string;
}

const CORE: ApiResource = { root: '/api/v1', namespaced: true };
/** v1beta1 is served by every Istio release from 1.18 to 1.31 and by OpenShift Service Mesh 2 (istio-semantics 1.1). */
const SECURITY: ApiResource = { root: '/apis/security.istio.io/v1beta1', namespaced: true };
const NETWORKING: ApiResource = { root: '/apis/networking.istio.io/v1beta1', namespaced: true };

const MAISTRA = (version: string): ApiResource => ({
  root: `/apis/maistra.io/${version}`,
  namespaced: true,
  optional: true,
});
const SAIL: ApiResource = { root: '/apis/sailoperator.io/v1', namespaced: false, optional: true };

/** Where the API server serves each list of a snapshot. */
export const RESOURCES = {
  namespaces: { root: '/api/v1', namespaced: false },
  pods: CORE,
  services: CORE,
  configmaps: CORE,
  endpointslices: { root: '/apis/discovery.k8s.io/v1', namespaced: true },
  deployments: { root: '/apis/apps/v1', namespaced: true },
  mutatingwebhookconfigurations: { root: '/apis/admissionregistration.k8s.io/v1', namespaced: false },
  networkpolicies: { root: '/apis/networking.k8s.io/v1', namespaced: true },
  peerauthentications: SECURITY,
  authorizationpolicies: SECURITY,
  requestauthentications: SECURITY,
  destinationrules: NETWORKING,
  sidecars: NETWORKING,
  virtualservices: NETWORKING,
  serviceentries: NETWORKING,
  workloadentries: NETWORKING,
  envoyfilters: { root: '/apis/networking.istio.io/v1alpha3', namespaced: true },
  gateways: NETWORKING,
  kubernetesgateways: {
    root: '/apis/gateway.networking.k8s.io/v1',
    namespaced: true,
    optional: true,
    plural: 'gateways',
  },
  servicemeshcontrolplanes: MAISTRA('v2'),
  servicemeshmemberrolls: MAISTRA('v1'),
  istios: SAIL,
  istiorevisions: SAIL,
  istiorevisiontags: SAIL,
} as const satisfies Record<ResourceKind, ApiResource>;

/** The API group of a kind that is listed only where the server serves the group; null for all others. */
export function optionalGroup(kind: ResourceKind): string | null {
  const { root, optional }: ApiResource = RESOURCES[kind];
  return optional ? (root.split('/')[2] ?? null) : null;
}

/** Path of a list, over all namespaces when none is given. */
export function listPath(kind: ResourceKind, namespace?: string): string {
  const { root, namespaced, plural = kind }: ApiResource = RESOURCES[kind];
  const scope = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${plural}`;
}
