import type { ResourceKind, Snapshot } from '../model/snapshot.ts';
import { completePods } from './complete-pods.ts';
import { endpointSlices } from './endpoint-slices.ts';
import type { Manifest } from './parse-documents.ts';
import { standInPods } from './stand-in-pods.ts';

/** Group of each kind that is read, with the list that it goes into. Versions do not matter: the fields read are the same in all. */
const KINDS: Record<string, { group: string; list: ResourceKind }> = {
  Namespace: { group: '', list: 'namespaces' },
  Pod: { group: '', list: 'pods' },
  Service: { group: '', list: 'services' },
  ConfigMap: { group: '', list: 'configmaps' },
  EndpointSlice: { group: 'discovery.k8s.io', list: 'endpointslices' },
  Deployment: { group: 'apps', list: 'deployments' },
  MutatingWebhookConfiguration: {
    group: 'admissionregistration.k8s.io',
    list: 'mutatingwebhookconfigurations',
  },
  NetworkPolicy: { group: 'networking.k8s.io', list: 'networkpolicies' },
  PeerAuthentication: { group: 'security.istio.io', list: 'peerauthentications' },
  AuthorizationPolicy: { group: 'security.istio.io', list: 'authorizationpolicies' },
  RequestAuthentication: { group: 'security.istio.io', list: 'requestauthentications' },
  DestinationRule: { group: 'networking.istio.io', list: 'destinationrules' },
  Sidecar: { group: 'networking.istio.io', list: 'sidecars' },
  VirtualService: { group: 'networking.istio.io', list: 'virtualservices' },
  ServiceEntry: { group: 'networking.istio.io', list: 'serviceentries' },
  WorkloadEntry: { group: 'networking.istio.io', list: 'workloadentries' },
  EnvoyFilter: { group: 'networking.istio.io', list: 'envoyfilters' },
  Gateway: { group: 'networking.istio.io', list: 'gateways' },
  'Gateway.gateway.networking.k8s.io': { group: 'gateway.networking.k8s.io', list: 'kubernetesgateways' },
  ServiceMeshControlPlane: { group: 'maistra.io', list: 'servicemeshcontrolplanes' },
  ServiceMeshMemberRoll: { group: 'maistra.io', list: 'servicemeshmemberrolls' },
  Istio: { group: 'sailoperator.io', list: 'istios' },
  IstioRevision: { group: 'sailoperator.io', list: 'istiorevisions' },
  IstioRevisionTag: { group: 'sailoperator.io', list: 'istiorevisiontags' },
};
const UNSCOPED: readonly ResourceKind[] = [
  'namespaces',
  'mutatingwebhookconfigurations',
  'istios',
  'istiorevisions',
  'istiorevisiontags',
];

/** A snapshot of the cluster that manifests describe: workloads stand for their pods when no pods are given, and endpoints follow selectors. */
export function toSnapshot(manifests: readonly Manifest[]): Snapshot {
  const lists = Object.fromEntries(Object.values(KINDS).map(({ list }): [string, Manifest[]] => [list, []]));
  for (const manifest of manifests) {
    const { kind, apiVersion } = manifest;
    const [group = '', version] = String(apiVersion ?? '').split('/');
    // Two groups have a Gateway.
    const name = [`${kind}.${group}`, kind].find(
      (key) => typeof key === 'string' && Object.hasOwn(KINDS, key),
    );
    const known = typeof name === 'string' ? KINDS[name] : undefined;
    if (!known || (apiVersion !== undefined && known.group !== (version === undefined ? '' : group)))
      continue;
    lists[known.list]?.push(normalised(manifest, known.list));
  }
  // Values are unchecked, as those of a live cluster are: the policy index leaves malformed objects out.
  const snapshot = { ...lists, notes: [] } as unknown as Snapshot;
  const pods = snapshot.pods.length > 0 ? snapshot.pods : standInPods(manifests);
  const complete = { ...snapshot, pods: completePods(snapshot, pods) };
  return { ...complete, endpointslices: [...snapshot.endpointslices, ...endpointSlices(complete)] };
}

/** What the API server would make of it: namespace `default`, no empty maps. */
function normalised(manifest: Manifest, list: ResourceKind): Manifest {
  const { metadata } = manifest;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return manifest;
  const filled = Object.entries(metadata).filter(([, value]) => value !== null);
  const scope = UNSCOPED.includes(list) ? {} : { namespace: 'default' };
  return { ...manifest, metadata: { ...scope, ...Object.fromEntries(filled) } };
}
