import { isDeepStrictEqual } from 'node:util';
import { resourceById } from '../api/create.ts';
import { timestamp } from '../api/object.ts';
import type { Store } from '../api/store.ts';
import type { Condition, JobObject, JobStatus } from './workload.ts';

/** Sets a condition, keeping the time of the last transition when nothing changes. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
  status: boolean,
  reason?: string,
  message?: string,
): Condition[] {
  const rest = (conditions ?? []).filter((condition) => condition.type !== type);
  const before = (conditions ?? []).find((condition) => condition.type === type);
  const text = status ? 'True' : 'False';
  const lastTransitionTime = before?.status === text ? before.lastTransitionTime : timestamp();
  return [
    ...rest,
    {
      type,
      status: text,
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
      lastTransitionTime,
    },
  ];
}

/** True when a condition is there and holds. */
export function holds(conditions: readonly Condition[] | undefined, type: string): boolean {
  return (conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

/** The Job as it is now; undefined when it is gone or another one took its name. */
export function latestJob(store: Store, job: JobObject): JobObject | undefined {
  const { namespace, name, uid } = job.metadata;
  const found = store.find('jobs.batch', namespace, name);
  return found?.metadata.uid === uid ? (found as JobObject) : undefined;
}

/** Writes a new status unless it is the same. */
export function saveJobStatus(store: Store, job: JobObject, status: JobStatus): JobObject {
  const now = latestJob(store, job);
  if (!now) return job;
  if (isDeepStrictEqual(now.status, status)) return now;
  return store.replace(resourceById('jobs.batch'), { ...now, status }) as JobObject;
}
