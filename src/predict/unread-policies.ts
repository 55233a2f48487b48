import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';

/**
 * Whether the PeerAuthentications that decide for a namespace could be listed: its own and those of the root namespace. Where a role
 * may not list them everywhere, they are read in the probed namespaces and in istiod's (cluster/read-snapshot.ts).
 */
export function unreadPolicies(
  { notes }: PolicyIndex,
  mesh: MeshSettings | null,
  namespace: string,
): Pick<EndpointPrediction, 'unsupported'> {
  const refused = notes.filter(
    ({ resource, problem }) => resource === 'peerauthentications' && problem === 'forbidden',
  );
  const root = mesh?.rootNamespace ?? '';
  const single = refused.find((note) => note.namespace === namespace || note.namespace === root)?.namespace;
  const rootUnread = refused.length > 0 && root !== mesh?.namespace && root !== namespace;
  const unread = single ?? (rootUnread ? root : undefined);
  if (unread === undefined) return {};
  return { unsupported: `PeerAuthentications of namespace ${unread} may not be listed, and they take part` };
}
