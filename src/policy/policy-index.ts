import type {
  AuthorizationPolicy,
  DestinationRule,
  EnvoyFilter,
  NetworkPolicy,
  PeerAuthentication,
  RequestAuthentication,
  ServiceEntry,
  Sidecar,
} from '../model/istio.ts';
import type { EndpointSlice, KubernetesObject, Namespace, Pod, Service } from '../model/kubernetes.ts';
import type { ResourceKind, ResourceTypes, Snapshot } from '../model/snapshot.ts';
import { groupBy } from '../util/group.ts';
import { type BySelector, indexBySelector } from './by-selector.ts';
import { type MalformedObject, malformation, nameOf } from './well-formed.ts';

type Lists = { [K in ResourceKind]: ResourceTypes[K][] };

/** A snapshot with the look-ups that rules need, so that no rule scans a list. Keys of two parts are joined by `/`. */
export interface PolicyIndex extends Lists {
  notes: Snapshot['notes'];
  malformed: MalformedObject[];
  namespaceByName: Map<string, Namespace>;
  podByName: Map<string, Pod>;
  /** Pods by each IP they have; hostNetwork pods share their node's. */
  podsByIp: Map<string, Pod[]>;
  podsByNamespace: Map<string, Pod[]>;
  serviceByName: Map<string, Service>;
  /** Oldest first, then by name: the order in which Istio lets Services decide (istio-semantics 2.1). */
  servicesByNamespace: Map<string, Service[]>;
  slicesByService: Map<string, EndpointSlice[]>;
  peerAuthenticationsBySelector: BySelector<PeerAuthentication>;
  authorizationPoliciesBySelector: BySelector<AuthorizationPolicy>;
  sidecarsBySelector: BySelector<Sidecar>;
  envoyFiltersBySelector: BySelector<EnvoyFilter>;
  requestAuthenticationsBySelector: BySelector<RequestAuthentication>;
  /** By the labels they ask for; expressions are the caller's to check. */
  networkPoliciesBySelector: BySelector<NetworkPolicy>;
  /** Candidates for a Service's host: see `hostKey`. */
  destinationRulesByHost: Map<string, DestinationRule[]>;
  serviceEntriesByHost: Map<string, ServiceEntry[]>;
  /** Oldest first, then by name. */
  destinationRulesByNamespace: Map<string, DestinationRule[]>;
}

/** The one place where lists become maps. Malformed objects are recorded and left out. */
export function buildIndex(snapshot: Snapshot): PolicyIndex {
  const malformed: MalformedObject[] = [];
  const keep = <K extends ResourceKind>(kind: K): ResourceTypes[K][] => {
    const list: Lists[K] = snapshot[kind];
    return list.filter((object) => {
      const why = malformation(kind, object);
      if (why !== null) malformed.push({ object: nameOf(kind, object), why });
      return why === null;
    });
  };
  const lists: Lists = {
    namespaces: keep('namespaces'),
    pods: keep('pods'),
    services: keep('services').toSorted(byAge),
    endpointslices: keep('endpointslices'),
    configmaps: keep('configmaps'),
    deployments: keep('deployments'),
    mutatingwebhookconfigurations: keep('mutatingwebhookconfigurations'),
    networkpolicies: keep('networkpolicies'),
    peerauthentications: keep('peerauthentications'),
    destinationrules: keep('destinationrules').toSorted(byAge),
    sidecars: keep('sidecars'),
    virtualservices: keep('virtualservices'),
    serviceentries: keep('serviceentries'),
    workloadentries: keep('workloadentries'),
    authorizationpolicies: keep('authorizationpolicies'),
    requestauthentications: keep('requestauthentications'),
    envoyfilters: keep('envoyfilters'),
    gateways: keep('gateways').toSorted(byAge),
    kubernetesgateways: keep('kubernetesgateways').toSorted(byAge),
    servicemeshcontrolplanes: keep('servicemeshcontrolplanes'),
    servicemeshmemberrolls: keep('servicemeshmemberrolls'),
    istios: keep('istios'),
    istiorevisions: keep('istiorevisions'),
    istiorevisiontags: keep('istiorevisiontags'),
  };
  const namespaceOf = ({ metadata }: KubernetesObject) => metadata?.namespace ?? '';
  return {
    ...lists,
    notes: snapshot.notes,
    malformed,
    namespaceByName: new Map(
      lists.namespaces.map((namespace) => [namespace.metadata?.name ?? '', namespace]),
    ),
    podByName: new Map(lists.pods.map((pod) => [keyOf(pod), pod])),
    podsByIp: groupBy(
      lists.pods.filter((pod) => typeof pod.status?.podIP === 'string'),
      (pod) => pod.status?.podIP ?? '',
    ),
    podsByNamespace: groupBy(lists.pods, namespaceOf),
    serviceByName: new Map(lists.services.map((service) => [keyOf(service), service])),
    servicesByNamespace: groupBy(lists.services, namespaceOf),
    slicesByService: groupBy(
      lists.endpointslices,
      (slice) => `${namespaceOf(slice)}/${slice.metadata?.labels?.['kubernetes.io/service-name'] ?? ''}`,
    ),
    peerAuthenticationsBySelector: indexBySelector(lists.peerauthentications),
    authorizationPoliciesBySelector: indexBySelector(lists.authorizationpolicies),
    sidecarsBySelector: indexBySelector(lists.sidecars),
    envoyFiltersBySelector: indexBySelector(lists.envoyfilters),
    requestAuthenticationsBySelector: indexBySelector(lists.requestauthentications),
    networkPoliciesBySelector: indexBySelector(lists.networkpolicies),
    destinationRulesByHost: groupBy(lists.destinationrules, ({ metadata, spec }) =>
      hostKey(spec?.host, metadata?.namespace ?? ''),
    ),
    serviceEntriesByHost: byHost(lists.serviceentries.toSorted(byAge)),
    destinationRulesByNamespace: groupBy(lists.destinationrules, namespaceOf),
  };
}

function byHost(entries: readonly ServiceEntry[]): Map<string, ServiceEntry[]> {
  const pairs = entries.flatMap((entry) => {
    const hosts: unknown = entry.spec?.hosts;
    const texts = Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
    return [...new Set(texts)].map((host) => ({ host, entry }));
  });
  const grouped = groupBy(pairs, ({ host }) => host);
  return new Map([...grouped].map(([host, found]) => [host, found.map(({ entry }) => entry)]));
}

/** Where rules for a host are filed: `*` for all wildcards, `name.namespace.svc` for short names, else the host itself. */
export function hostKey(host: unknown, namespace: string): string {
  if (typeof host !== 'string') return '';
  if (host.startsWith('*')) return '*';
  return host.includes('.') || host.includes(':') ? host : `${host}.${namespace}.svc`;
}

/** `namespace/name` of an object. */
export function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** Istio's order of age: creation time in seconds, then name, then namespace (pilot/pkg/model/config.go). */
export function byAge(a: KubernetesObject, b: KubernetesObject): number {
  return (
    compare(a.metadata?.creationTimestamp, b.metadata?.creationTimestamp) ||
    compare(a.metadata?.name, b.metadata?.name) ||
    compare(a.metadata?.namespace, b.metadata?.namespace)
  );
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [typeof a === 'string' ? a : '', typeof b === 'string' ? b : ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
