import { injectionWebhooks, webhookTakes } from '../../manifests/injection-webhooks.ts';
import type { Namespace, Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { count } from '../../util/text.ts';
import { revisionTags } from '../mesh/revision-tags.ts';
import { strandedRevision } from '../mesh/stranded-revision.ts';
import { isProbePod } from '../pod-ports.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

/** MTLS501 to MTLS503: pods, namespaces and tags that name a revision nobody serves (istio-semantics 4.3). */
export function revisionFindings(index: PolicyIndex, meshes: readonly MeshSettings[]): Finding[] {
  return [
    ...[...index.podsByNamespace.values()].flatMap((pods) => stranded(pods, meshes)),
    ...index.namespaces.flatMap((namespace) => unanswered(index, namespace)),
    ...deadTags(index, meshes),
  ];
}

function stranded(pods: readonly Pod[], meshes: readonly MeshSettings[]): Finding[] {
  const byRevision = new Map<string, Pod[]>();
  for (const pod of pods) {
    const revision = isProbePod(pod) ? null : strandedRevision(meshes, pod);
    if (revision !== null) byRevision.set(revision, [...(byRevision.get(revision) ?? []), pod]);
  }
  return [...byRevision].flatMap(([revision, found]): Finding[] => {
    const [first] = found.toSorted((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
    if (!first) return [];
    const { namespace } = first.metadata ?? {};
    const detail = `${count(found.length, 'pod')} of namespace ${namespace}: revision ${revision}.`;
    return [{ code: 'MTLS501', objects: [referenceTo('Pod', first)], detail }];
  });
}

/** Only where there are webhooks at all: manifests often come without, and a role may not be allowed to list them. */
function unanswered(index: PolicyIndex, namespace: Namespace): Finding[] {
  const { name = '', labels = {} } = namespace.metadata ?? {};
  const webhooks = injectionWebhooks(index.mutatingwebhookconfigurations);
  const { 'istio-injection': injection, 'istio.io/rev': revision } = labels;
  const asks = injection === 'enabled' || (injection === undefined && revision !== undefined);
  if (!asks || webhooks.length === 0 || !index.podsByNamespace.has(name)) return [];
  const place = { 'kubernetes.io/metadata.name': name, ...labels };
  const answered = webhooks.some((webhook) =>
    [{}, { 'sidecar.istio.io/inject': 'true' }].some((pod) => webhookTakes(webhook, place, pod)),
  );
  if (answered) return [];
  const hidden =
    injection !== undefined && revision !== undefined ? `, which hides istio.io/rev=${revision}` : '';
  const label = injection === 'enabled' ? `istio-injection=enabled${hidden}` : `istio.io/rev=${revision}`;
  return [
    { code: 'MTLS502', objects: [referenceTo('Namespace', namespace)], detail: `Its label is ${label}.` },
  ];
}

function deadTags(index: PolicyIndex, meshes: readonly MeshSettings[]): Finding[] {
  // Control planes that are known by their ConfigMaps alone may not be all.
  if (meshes.length === 0 || meshes.some(({ flags }) => flags === undefined)) return [];
  return revisionTags(index)
    .filter(({ revision }) => !meshes.some((mesh) => mesh.revision === revision))
    .map(({ tag, revision, by }) => ({
      code: 'MTLS503',
      objects: [by],
      detail: `Tag ${tag} leads to revision ${revision}.`,
    }));
}
