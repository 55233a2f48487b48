import { indexOf } from './job-pods.ts';
import type { JobState } from './job-state.ts';
import type { JobObject, PodObject } from './workload.ts';

/** Failures of each index so far, of an Indexed Job with a limit of its own for each; empty for any other. */
export function indexFailures(job: JobObject, pods: readonly PodObject[], state: JobState) {
  const failures = new Map<number, number>();
  if (job.spec.backoffLimitPerIndex === undefined) return failures;
  const count = (index: number | null) => {
    if (index !== null) failures.set(index, (failures.get(index) ?? 0) + 1);
  };
  for (const pod of pods) {
    if (pod.status.phase === 'Failed') count(indexOf(pod));
  }
  for (const [uid, index] of state.lost) {
    if (!pods.some((pod) => pod.metadata.uid === uid)) count(index);
  }
  return failures;
}

/** Indexes that failed more often than they may. */
export function failedIndexes({ spec }: JobObject, failures: ReadonlyMap<number, number>): number[] {
  const { backoffLimitPerIndex = Number.POSITIVE_INFINITY } = spec;
  return [...failures].flatMap(([index, times]) => (times > backoffLimitPerIndex ? index : []));
}

/** Indexes as the Job's status tells them: `1,3-5,7`. */
export function indexText(indexes: readonly number[]): string {
  const parts: string[] = [];
  const sorted = indexes.toSorted((a, b) => a - b);
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let last = first;
    while (sorted[at + 1] === last + 1) {
      last += 1;
      at += 1;
    }
    at += 1;
    parts.push(first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`);
  }
  return parts.join(',');
}
