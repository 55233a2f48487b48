import type { KubernetesObject } from '../model/kubernetes.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { PolicyIndex } from './policy-index.ts';
import { isRecord, referenceTo } from './well-formed.ts';

/** A policy object and when it was last changed. */
export interface ChangedObject {
  object: ObjectReference;
  /** Milliseconds since 1970, by the clock of the API server. */
  at: number;
}

/** When the PeerAuthentications and DestinationRules of some namespaces were last changed, oldest first; those that do not say are left out. */
export function changedPolicies(index: PolicyIndex, namespaces: readonly string[]): ChangedObject[] {
  const of = (kind: string, objects: readonly KubernetesObject[]): ChangedObject[] =>
    objects
      .filter(({ metadata }) => namespaces.includes(metadata?.namespace ?? ''))
      .map((object) => ({ object: referenceTo(kind, object), at: lastChange(object) }))
      .filter(({ at }) => Number.isFinite(at));
  return [
    ...of('PeerAuthentication', index.peerauthentications),
    ...of('DestinationRule', index.destinationrules),
  ].toSorted((a, b) => a.at - b.at);
}

function lastChange({ metadata }: KubernetesObject): number {
  const fields: unknown[] = Array.isArray(metadata?.managedFields) ? metadata.managedFields : [];
  const times = [
    metadata?.creationTimestamp,
    ...fields.map((field) => (isRecord(field) ? field['time'] : null)),
  ];
  const parsed = times.filter((time) => typeof time === 'string').map((time) => Date.parse(time));
  return Math.max(...parsed.filter(Number.isFinite));
}
