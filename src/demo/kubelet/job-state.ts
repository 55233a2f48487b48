import { fieldAt, type StoredObject } from '../api/object.ts';

/** What the Job controller remembers of a Job. */
export interface JobState {
  /** Pods that ended badly and are gone from the API: they count as failed. */
  lost: Set<string>;
  /** Pods that this controller deleted itself: they do not. */
  own: Set<string>;
  noteGone(pod: StoredObject): void;
  enqueue(): void;
  expire(): void;
  /** Cancellation of the timers, by what they are for. */
  timers: Map<'deadline' | 'ttl' | 'retry', () => void>;
  /** Failed pods that a replacement was already waited for. */
  replaced: number;
  stop(): void;
}

/** Makes the empty memory for a Job; `enqueue` has it looked at again, `expire` deletes it. */
export function createJobState(enqueue: () => void, expire: () => void): JobState {
  const lost = new Set<string>();
  const own = new Set<string>();
  const timers: JobState['timers'] = new Map();
  return {
    lost,
    own,
    timers,
    enqueue,
    expire,
    replaced: 0,
    noteGone(pod) {
      const { uid } = pod.metadata;
      if (!own.has(uid) && fieldAt(pod, 'status', 'phase') !== 'Succeeded') lost.add(uid);
    },
    stop() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
