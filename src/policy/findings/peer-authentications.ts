import type { FindingCode } from '../../catalogue/objects.ts';
import type { PeerAuthentication } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { groupBy } from '../../util/group.ts';
import { selectorOf } from '../by-selector.ts';
import { inRevision } from '../client/in-revision.ts';
import { isDiscovered } from '../discovered.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

const MODES: readonly unknown[] = ['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET', undefined, null];

/** PeerAuthentications that do not do what they say (istio-semantics 1.1, 1.2 and 11.3). */
export function peerFindings(index: PolicyIndex, meshes: readonly MeshSettings[]): Finding[] {
  const roots = new Set(meshes.map(({ rootNamespace }) => rootNamespace));
  const read = index.peerauthentications.filter((policy) => unreadBy(index, meshes, policy) === null);
  return [
    ...index.peerauthentications.flatMap((policy) => {
      const unread = unreadBy(index, meshes, policy);
      return unread ? [finding(unread[0], policy, unread[1])] : singleFindings(policy, roots);
    }),
    ...duplicates(read, roots),
  ];
}

function unreadBy(
  index: PolicyIndex,
  meshes: readonly MeshSettings[],
  policy: PeerAuthentication,
): [FindingCode, string] | null {
  const { namespace = '', labels } = policy.metadata ?? {};
  const revision = labels?.['istio.io/rev'];
  if (revision !== undefined && !meshes.some((mesh) => inRevision(policy, mesh))) {
    const tagged = meshes.find(({ tags }) => tags?.includes(revision));
    const tag = tagged ? `, a tag of revision ${tagged.revision}` : '';
    return ['MTLS305', `Its label is istio.io/rev=${revision}${tag}.`];
  }
  const unseen = meshes.length > 0 && !meshes.some((mesh) => isDiscovered(index, mesh, namespace));
  return unseen ? ['MTLS306', `It is in namespace ${namespace}.`] : null;
}

function singleFindings(policy: PeerAuthentication, roots: ReadonlySet<string>): Finding[] {
  const { namespace = '' } = policy.metadata ?? {};
  const selector = selectorOf(policy);
  const ports: unknown = policy.spec?.portLevelMtls;
  const entries = Object.entries(isRecord(ports) ? ports : {});
  const modes: [string, unknown][] = [['mtls', policy.spec?.mtls], ...entries];
  return [
    ...(selector && roots.has(namespace)
      ? [finding('MTLS301', policy, `${namespace} is the root namespace.`)]
      : []),
    ...(!selector && entries.length > 0
      ? [finding('MTLS304', policy, `Port ${entries.map(([port]) => port).join(', ')} is ignored.`)]
      : []),
    ...modes.flatMap(([where, mtls]) => {
      const mode = isRecord(mtls) ? mtls['mode'] : undefined;
      return MODES.includes(mode)
        ? []
        : [finding('MTLS307', policy, `The mode of ${where} is ${JSON.stringify(mode)}.`)];
    }),
  ];
}

/** Policies for the same pods at the same level: none without a selector but the oldest, nor one whose selector an older one has too. */
function duplicates(policies: readonly PeerAuthentication[], roots: ReadonlySet<string>): Finding[] {
  const groups = groupBy(policies.toSorted(byAge), (policy) => {
    const { namespace, labels } = policy.metadata ?? {};
    const selector = Object.entries(selectorOf(policy) ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([namespace, labels?.['istio.io/rev'] ?? '', selector]);
  });
  return [...groups.values()].flatMap(([oldest, ...others]) =>
    others
      .filter((policy) => !(selectorOf(policy) && roots.has(policy.metadata?.namespace ?? '')))
      .map((policy) => finding('MTLS302', policy, `${oldest?.metadata?.name} is older.`)),
  );
}

function finding(code: FindingCode, policy: PeerAuthentication, detail: string): Finding {
  return { code, objects: [referenceTo('PeerAuthentication', policy)], detail };
}
