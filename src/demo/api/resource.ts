/** One kind that the API server serves. */
export interface Resource {
  /** `plural` or `plural.group`, as kubectl names it. */
  id: string;
  group: string;
  /** Served versions, the preferred one first. All show the same stored objects. */
  versions: readonly string[];
  plural: string;
  kind: string;
  namespaced: boolean;
  shortNames: readonly string[];
  /** Review kinds can only be created and are never stored. */
  review: boolean;
}

type Row = [
  plural: string,
  kind: string,
  scope: 'n' | 'c' | 'review',
  shortNames?: string,
  versions?: string,
];

const ISTIO_NETWORKING = 'v1 v1beta1 v1alpha3';
const ISTIO_SECURITY = 'v1 v1beta1';

const ROWS: Record<string, Row[]> = {
  '': [
    ['configmaps', 'ConfigMap', 'n', 'cm'],
    ['endpoints', 'Endpoints', 'n', 'ep'],
    ['events', 'Event', 'n', 'ev'],
    ['limitranges', 'LimitRange', 'n', 'limits'],
    ['namespaces', 'Namespace', 'c', 'ns'],
    ['nodes', 'Node', 'c', 'no'],
    ['pods', 'Pod', 'n', 'po'],
    ['resourcequotas', 'ResourceQuota', 'n', 'quota'],
    ['secrets', 'Secret', 'n'],
    ['serviceaccounts', 'ServiceAccount', 'n', 'sa'],
    ['services', 'Service', 'n', 'svc'],
  ],
  'admissionregistration.k8s.io': [
    ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', 'c'],
    ['validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', 'c'],
  ],
  apps: [
    ['daemonsets', 'DaemonSet', 'n', 'ds'],
    ['deployments', 'Deployment', 'n', 'deploy'],
    ['replicasets', 'ReplicaSet', 'n', 'rs'],
    ['statefulsets', 'StatefulSet', 'n', 'sts'],
  ],
  'authorization.k8s.io': [
    ['selfsubjectaccessreviews', 'SelfSubjectAccessReview', 'review'],
    ['selfsubjectrulesreviews', 'SelfSubjectRulesReview', 'review'],
  ],
  batch: [
    ['cronjobs', 'CronJob', 'n', 'cj'],
    ['jobs', 'Job', 'n'],
  ],
  'discovery.k8s.io': [['endpointslices', 'EndpointSlice', 'n']],
  'gateway.networking.k8s.io': [
    ['gateways', 'Gateway', 'n', 'gtw', 'v1 v1beta1'],
    ['httproutes', 'HTTPRoute', 'n', '', 'v1 v1beta1'],
  ],
  'maistra.io': [
    ['servicemeshcontrolplanes', 'ServiceMeshControlPlane', 'n', 'smcp', 'v2'],
    ['servicemeshmemberrolls', 'ServiceMeshMemberRoll', 'n', 'smmr', 'v1'],
  ],
  'networking.istio.io': [
    ['destinationrules', 'DestinationRule', 'n', 'dr', ISTIO_NETWORKING],
    ['envoyfilters', 'EnvoyFilter', 'n', '', 'v1alpha3'],
    ['gateways', 'Gateway', 'n', 'gw', ISTIO_NETWORKING],
    ['proxyconfigs', 'ProxyConfig', 'n', '', 'v1beta1'],
    ['serviceentries', 'ServiceEntry', 'n', 'se', ISTIO_NETWORKING],
    ['sidecars', 'Sidecar', 'n', '', ISTIO_NETWORKING],
    ['virtualservices', 'VirtualService', 'n', 'vs', ISTIO_NETWORKING],
    ['workloadentries', 'WorkloadEntry', 'n', 'we', ISTIO_NETWORKING],
    ['workloadgroups', 'WorkloadGroup', 'n', 'wg', ISTIO_NETWORKING],
  ],
  'networking.k8s.io': [['networkpolicies', 'NetworkPolicy', 'n', 'netpol']],
  'sailoperator.io': [
    ['istios', 'Istio', 'c'],
    ['istiorevisions', 'IstioRevision', 'c', 'istiorev'],
    ['istiorevisiontags', 'IstioRevisionTag', 'c', 'istiorevtag'],
  ],
  'security.istio.io': [
    ['authorizationpolicies', 'AuthorizationPolicy', 'n', 'ap', ISTIO_SECURITY],
    ['peerauthentications', 'PeerAuthentication', 'n', 'pa', ISTIO_SECURITY],
    ['requestauthentications', 'RequestAuthentication', 'n', 'ra', ISTIO_SECURITY],
  ],
};

/** Every kind that the embedded cluster can serve, by group and name. */
export const RESOURCES: readonly Resource[] = Object.entries(ROWS).flatMap(([group, rows]) =>
  rows.map(([plural, kind, scope, shortNames = '', versions = 'v1']) => ({
    id: resourceId(group, plural),
    group,
    versions: versions.split(' '),
    plural,
    kind,
    namespaced: scope === 'n',
    shortNames: shortNames === '' ? [] : [shortNames],
    review: scope === 'review',
  })),
);

/** `pods`, `jobs.batch`: how kubectl and Status bodies name a kind. */
export function resourceId(group: string, plural: string): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** Splits `apps/v1` into group and version; the core group has no name. */
export function groupVersion(apiVersion: string): { group: string; version: string } {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** The apiVersion of an object of this kind in a served version. */
export function apiVersionOf(resource: Resource, version: string): string {
  return resource.group === '' ? version : `${resource.group}/${version}`;
}

/** Finds the kind that an object of a fixture or request says it is. */
export function resourceOf(apiVersion: string, kind: string): Resource | undefined {
  const { group } = groupVersion(apiVersion);
  return RESOURCES.find((resource) => resource.group === group && resource.kind === kind);
}
