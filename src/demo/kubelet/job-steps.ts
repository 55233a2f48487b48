import { createObject, resourceById } from '../api/create.ts';
import { deleteObject } from '../api/delete.ts';
import { Refusal } from '../api/status.ts';
import type { Context } from './context.ts';
import { failedIndexes } from './job-indexes.ts';
import { indexOf, type JobCounts, podFor } from './job-pods.ts';
import type { JobState } from './job-state.ts';
import { recordEvent } from './record-event.ts';
import type { JobObject, PodObject } from './workload.ts';

/**
 * Creates the pods that are missing and deletes those too many; a refusal becomes an event and another try. `failures`: of each
 * index that has a limit of its own.
 */
export function scalePods(
  context: Context,
  job: JobObject,
  state: JobState,
  counts: JobCounts,
  failures: ReadonlyMap<number, number>,
): void {
  const missing = wantedActive(job, counts) - counts.active.length;
  if (missing < 0) stopPods(context, state, counts.active.slice(missing));
  const failed = failedIndexes(job, failures);
  const taken = new Set([...counts.completedIndexes, ...counts.active.map(indexOf), ...failed]);
  const indexes = Array.from({ length: job.spec.completions ?? 0 }, (_, index) => index);
  const free = indexes.filter((index) => !taken.has(index) && !state.timers.has(`retry-${index}`));
  const indexed = job.spec.completionMode === 'Indexed';
  for (let made = 0; made < (indexed ? Math.min(missing, free.length) : missing); made += 1) {
    const index = indexed ? (free[made] ?? null) : null;
    const { namespace } = job.metadata;
    try {
      const target = { resource: resourceById('pods'), version: 'v1', namespace, dryRun: false };
      const pod = createObject(context.store, target, podFor(job, index, failures.get(index ?? -1)));
      say(context, job, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      say(context, job, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
      retry(context, state, 5);
      return;
    }
  }
}

/** Never more than are still to succeed; without a number of completions none is started after the first success. */
function wantedActive({ spec }: JobObject, { active, succeeded }: JobCounts): number {
  if (spec.completions === undefined) return succeeded > 0 ? active.length : spec.parallelism;
  return Math.max(0, Math.min(spec.parallelism, spec.completions - succeeded));
}

/** Has the Job looked at again after a while, and not acted on before. */
export function retry(context: Context, state: JobState, seconds: number): void {
  const again = () => {
    state.timers.delete('retry');
    state.enqueue();
  };
  state.timers.set('retry', context.timers.after(seconds, again));
}

/** Has failed indexes wait before they are tried again: ten seconds, then twenty and so on. */
export function delayIndexes(context: Context, state: JobState, failures: ReadonlyMap<number, number>): void {
  for (const [index, times] of failures) {
    if ((state.replacedIndexes.get(index) ?? 0) >= times) continue;
    state.replacedIndexes.set(index, times);
    const again = () => {
      state.timers.delete(`retry-${index}`);
      state.enqueue();
    };
    state.timers.set(`retry-${index}`, context.timers.after(10 * 2 ** (times - 1), again));
  }
}

/** Deletes pods that must not count as failed. */
export function stopPods(context: Context, state: JobState, pods: PodObject[]): void {
  for (const pod of pods) {
    state.own.add(pod.metadata.uid);
    deleteObject(context.store, resourceById('pods'), pod, {}, new URLSearchParams());
  }
}

/** Records an event of the Job controller. */
export function say(
  context: Context,
  job: JobObject,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  recordEvent(context.store, job, { type, reason, message, component: 'job-controller' });
}
