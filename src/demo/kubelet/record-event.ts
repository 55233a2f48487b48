import { randomBytes } from 'node:crypto';
import { resourceById } from '../api/create.ts';
import { type StoredObject, timestamp } from '../api/object.ts';
import type { Store } from '../api/store.ts';

export interface EventText {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: 'kubelet' | 'job-controller' | 'default-scheduler';
}

/** Records an event about an object; the same event again only counts up. */
export function recordEvent(
  store: Store,
  object: StoredObject,
  { type, reason, message, component }: EventText,
): void {
  const { name, namespace = 'default', uid, resourceVersion } = object.metadata;
  const events = resourceById('events');
  const same = store
    .list('events', namespace)
    .find(
      (event) =>
        event.reason === reason &&
        event.message === message &&
        (event.involvedObject as { uid?: string }).uid === uid,
    );
  const now = timestamp();
  if (same) {
    store.replace(events, { ...same, count: Number(same.count) + 1, lastTimestamp: now });
    return;
  }
  store.load([
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${randomBytes(8).toString('hex')}`, namespace },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name,
        namespace,
        uid,
        resourceVersion,
      },
      type,
      reason,
      message,
      source: { component, ...(component === 'kubelet' ? { host: 'embedded' } : {}) },
      reportingComponent: component,
      reportingInstance: '',
      firstTimestamp: now,
      lastTimestamp: now,
      eventTime: null,
      count: 1,
    },
  ]);
}
