import type { MutatingWebhookConfiguration } from '../../model/kubernetes.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { referenceTo } from '../well-formed.ts';
import { record } from './config-sources.ts';
import { activeRevision } from './sail.ts';

/** A name that stands for a revision. */
export interface RevisionTag {
  tag: string;
  revision: string;
  by: ObjectReference;
}

type Source = Pick<Snapshot, 'mutatingwebhookconfigurations' | 'istiorevisiontags' | 'istios'>;

/** The tags of a cluster: webhooks named istio-revision-tag-TAG, and the tags of the Sail operator (istio-semantics 4.3, 9.2). */
export function revisionTags(snapshot: Source): RevisionTag[] {
  const webhooks = snapshot.mutatingwebhookconfigurations.flatMap((object) => tagOf(object));
  const sail = snapshot.istiorevisiontags.flatMap((object): RevisionTag[] => {
    const { kind, name } = record(record(object.spec)['targetRef']);
    const told = record(object.status)['istioRevision'];
    const istio = snapshot.istios.find(({ metadata }) => kind === 'Istio' && metadata?.name === name);
    const revision = typeof told === 'string' && told !== '' ? told : istio ? activeRevision(istio) : name;
    const tag = object.metadata?.name ?? '';
    return typeof revision === 'string'
      ? [{ tag, revision, by: referenceTo('IstioRevisionTag', object) }]
      : [];
  });
  return [...webhooks, ...sail];
}

function tagOf(object: MutatingWebhookConfiguration): RevisionTag[] {
  const { labels = {} } = object.metadata ?? {};
  const { 'istio.io/tag': tag, 'istio.io/rev': revision } = labels;
  if (tag === undefined || revision === undefined) return [];
  return [{ tag, revision, by: referenceTo('MutatingWebhookConfiguration', object) }];
}
