import type { StoredObject } from '../../../src/demo/api/object.ts';
import type { Store } from '../../../src/demo/api/store.ts';

/** Waits until a value is there and as wanted; fails by the test's own time-out. */
export async function until<T>(
  read: () => T | undefined,
  wanted: (value: T) => boolean = () => true,
): Promise<T> {
  for (;;) {
    const value = read();
    if (value !== undefined && wanted(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits for the first pod of the cluster whose JSON contains a text. */
export function podWith(store: Store, text: string): Promise<StoredObject> {
  return until(() => store.list('pods').find((pod) => JSON.stringify(pod).includes(text)));
}

/** Waits for a Job whose JSON contains a text. */
export function jobWith(store: Store, name: string, text: string): Promise<StoredObject> {
  return until(() =>
    store.list('jobs.batch').find((job) => job.metadata.name === name && JSON.stringify(job).includes(text)),
  );
}

/** Waits for an event with a reason, and gives its message. */
export async function eventMessage(store: Store, reason: string): Promise<string> {
  const event = await until(() => store.list('events').find((one) => one.reason === reason));
  return String(event.message);
}
