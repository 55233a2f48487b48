import { fieldAt, type StoredObject } from '../api/object.ts';
import { indexOf } from './job-pods.ts';
import type { PodObject } from './workload.ts';

/** What the Job controller remembers of a Job. */
export interface JobState {
  /** Pods that ended badly and are gone from the API, with their index: they count as failed. */
  lost: Map<string, number | null>;
  /** Pods that this controller deleted itself: they do not. */
  own: Set<string>;
  noteGone(pod: StoredObject): void;
  enqueue(): void;
  expire(): void;
  /** Cancellation of the timers, by what they are for. */
  timers: Map<'deadline' | 'ttl' | 'retry' | `retry-${number}`, () => void>;
  /** Failed pods that a replacement was already waited for. */
  replaced: number;
  /** The same for each index that has a limit of its own. */
  replacedIndexes: Map<number, number>;
  stop(): void;
}

/** Makes the empty memory for a Job; `enqueue` has it looked at again, `expire` deletes it. */
export function createJobState(enqueue: () => void, expire: () => void): JobState {
  const lost = new Map<string, number | null>();
  const own = new Set<string>();
  const timers: JobState['timers'] = new Map();
  return {
    lost,
    own,
    timers,
    enqueue,
    expire,
    replaced: 0,
    replacedIndexes: new Map(),
    noteGone(pod) {
      const { uid } = pod.metadata;
      if (!own.has(uid) && fieldAt(pod, 'status', 'phase') !== 'Succeeded')
        lost.set(uid, indexOf(pod as PodObject));
    },
    stop() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
