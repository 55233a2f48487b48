import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { ResourceKind } from '../model/snapshot.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';
import { leftOut } from '../policy/left-out.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { unknownMode } from '../policy/unknown-mode.ts';

/** What an endpoint's answer may depend on and could not be read, as a sentence; null when there is nothing. */
export function notReadAt(
  index: PolicyIndex,
  mesh: MeshSettings | null,
  { namespace, pod: name, port }: EndpointTarget,
  pod: Pod | undefined,
): string | null {
  if (name !== null && !pod) {
    return `pod ${namespace}/${name} is not in the list of pods: it is new, malformed or may not be read`;
  }
  const places = mesh ? [namespace, mesh.rootNamespace] : [namespace];
  return (
    leftOut(
      index,
      ['peerauthentications', 'sidecars', 'authorizationpolicies', 'requestauthentications', 'envoyfilters'],
      places,
    ) ??
    undiscoverable(index, mesh, places) ??
    mesh?.unread ??
    forbidden(index, mesh, namespace, PEERS) ??
    (mesh && pod ? unknownMode(index, mesh, pod, port) : null)
  );
}

/** The same for what a client sends to a Service port. */
export function notReadFor(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: string,
  { namespace }: ServiceTarget,
): string | null {
  const places = [client, namespace, mesh.rootNamespace];
  return (
    leftOut(index, ['destinationrules', 'sidecars', 'envoyfilters', 'services'], places) ??
    // Routes and entries may come from anywhere.
    leftOut(index, ['virtualservices', 'serviceentries', 'workloadentries'], null) ??
    undiscoverable(index, mesh, places) ??
    mesh.unread ??
    null
  );
}

/** discoverySelectors go by labels of namespaces, which must have been read. */
function undiscoverable(
  index: PolicyIndex,
  mesh: MeshSettings | null,
  places: readonly string[],
): string | null {
  if (!mesh?.discoverySelectors?.length) return null;
  const unread = places.find((place) => !index.namespaceByName.has(place));
  return unread === undefined
    ? null
    : `namespace ${unread} could not be read, and discoverySelectors go by its labels`;
}

interface Policies {
  resource: ResourceKind;
  /** Their kind, in the plural. */
  name: string;
}
const PEERS: Policies = { resource: 'peerauthentications', name: 'PeerAuthentications' };
/** Those that refuse as ztunnel does under STRICT. */
export const AUTHORIZATIONS: Policies = { resource: 'authorizationpolicies', name: 'AuthorizationPolicies' };

/**
 * Whether the policies that decide for a namespace could be listed: its own and those of the root namespace. Where a role may not list
 * them everywhere, they are read in the probed namespaces and in istiod's (cluster/read-snapshot.ts).
 */
export function forbidden(
  { notes }: PolicyIndex,
  mesh: MeshSettings | null,
  namespace: string,
  { resource: wanted, name }: Policies,
): string | null {
  const refused = notes.filter(({ resource, problem }) => resource === wanted && problem === 'forbidden');
  const root = mesh?.rootNamespace ?? '';
  const single = refused.find((note) => note.namespace === namespace || note.namespace === root)?.namespace;
  const rootUnread = refused.length > 0 && root !== mesh?.namespace && root !== namespace;
  const unread = single ?? (rootUnread ? root : undefined);
  return unread === undefined ? null : `${name} of namespace ${unread} may not be listed, and they take part`;
}
