import { timestamp } from '../api/object.ts';
import type { Context } from './context.ts';
import { failedIndexes, indexFailures, indexText } from './job-indexes.ts';
import { countPods, type JobCounts, podsOf } from './job-pods.ts';
import type { JobState } from './job-state.ts';
import { holds, saveJobStatus, withCondition } from './job-status.ts';
import { delayIndexes, retry, say, scalePods, stopPods } from './job-steps.ts';
import type { JobObject, JobStatus } from './workload.ts';

/** One look at a Job: starts, stops or finishes it, and writes its status. */
export function reconcileJob(context: Context, job: JobObject, state: JobState): void {
  if (job.metadata.deletionTimestamp !== undefined) return;
  const finished = holds(job.status.conditions, 'Complete') || holds(job.status.conditions, 'Failed');
  const pods = podsOf(context.store, job);
  const counts = countPods(job, pods);
  const gone = [...state.lost.keys()].filter((uid) => !pods.some((pod) => pod.metadata.uid === uid));
  const failed = counts.failed + gone.length;
  const failures = indexFailures(job, pods, state);
  const given = failedIndexes(job, failures);
  const status: JobStatus = {
    ...job.status,
    ...countFields({ ...counts, failed }),
    ...(job.spec.backoffLimitPerIndex === undefined ? {} : { failedIndexes: indexText(given) }),
  };
  if (finished) {
    saveJobStatus(context.store, job, status);
    return;
  }
  if (job.spec.suspend) {
    suspend(context, job, state, counts, status);
    return;
  }
  if (holds(status.conditions, 'Suspended')) {
    status.conditions = withCondition(status.conditions, 'Suspended', false, 'JobResumed', 'Job resumed');
    say(context, job, 'Normal', 'Resumed', 'Job resumed');
  }
  status.startTime ??= timestamp();
  watchDeadline(context, job, state);
  if (failed > job.spec.backoffLimit) {
    finish(
      context,
      job,
      state,
      counts,
      status,
      'BackoffLimitExceeded',
      'Job has reached the specified backoff limit',
    );
  } else if (given.length > 0 && isComplete(job, counts, given.length)) {
    finish(context, job, state, counts, status, 'FailedIndexes', 'Job has failed indexes');
  } else if (isComplete(job, counts)) {
    status.completionTime = timestamp();
    finish(context, job, state, counts, status, null, 'Reached expected number of succeeded pods');
  } else {
    const started = saveJobStatus(context.store, job, status);
    if (job.spec.backoffLimitPerIndex !== undefined) delayIndexes(context, state, failures);
    else if (
      failed > 0 &&
      !state.timers.has('retry') &&
      counts.active.length === 0 &&
      state.replaced < failed
    ) {
      // A failed pod is replaced after ten seconds, then twenty and so on.
      state.replaced = failed;
      retry(context, state, 10 * 2 ** (failed - 1));
      return;
    }
    if (!state.timers.has('retry')) scalePods(context, started, state, counts, failures);
  }
}

function isComplete({ spec }: JobObject, { active, succeeded }: JobCounts, failed = 0): boolean {
  return active.length === 0 && succeeded + failed >= (spec.completions ?? 1);
}

function countFields({
  active,
  ready,
  terminating,
  succeeded,
  failed,
  completedIndexes,
}: JobCounts): JobStatus {
  return {
    active: active.length,
    ready,
    terminating,
    succeeded,
    failed,
    ...(completedIndexes.length === 0 ? {} : { completedIndexes: indexText(completedIndexes) }),
  };
}

function suspend(
  context: Context,
  job: JobObject,
  state: JobState,
  counts: JobCounts,
  status: JobStatus,
): void {
  if (!holds(status.conditions, 'Suspended')) say(context, job, 'Normal', 'Suspended', 'Job suspended');
  stopPods(context, state, counts.active);
  // The time counts anew when the Job resumes.
  state.timers.get('deadline')?.();
  state.timers.delete('deadline');
  const { startTime: _, ...rest } = status;
  const conditions = withCondition(status.conditions, 'Suspended', true, 'JobSuspended', 'Job suspended');
  saveJobStatus(context.store, job, { ...rest, conditions });
}

function finish(
  context: Context,
  job: JobObject,
  state: JobState,
  counts: JobCounts,
  status: JobStatus,
  failure: string | null,
  message: string,
): void {
  stopPods(context, state, counts.active);
  const early = withCondition(
    status.conditions,
    failure === null ? 'SuccessCriteriaMet' : 'FailureTarget',
    true,
    failure ?? 'CompletionsReached',
    message,
  );
  const conditions = withCondition(
    early,
    failure === null ? 'Complete' : 'Failed',
    true,
    failure ?? 'CompletionsReached',
    message,
  );
  saveJobStatus(context.store, job, { ...status, active: 0, ready: 0, conditions });
  if (failure === null) say(context, job, 'Normal', 'Completed', 'Job completed');
  else say(context, job, 'Warning', failure, message);
  state.stop();
  const ttl = job.spec.ttlSecondsAfterFinished;
  if (ttl !== undefined) state.timers.set('ttl', context.timers.after(ttl, state.expire));
}

function watchDeadline(context: Context, job: JobObject, state: JobState): void {
  const seconds = job.spec.activeDeadlineSeconds;
  if (seconds === undefined || state.timers.has('deadline')) return;
  const expire = () => {
    const { namespace, name, uid } = job.metadata;
    const now = context.store.find('jobs.batch', namespace, name) as JobObject | undefined;
    if (now?.metadata.uid !== uid || now.spec.suspend) return;
    const counts = countPods(now, podsOf(context.store, now));
    const status = { ...now.status, ...countFields(counts) };
    finish(
      context,
      now,
      state,
      counts,
      status,
      'DeadlineExceeded',
      'Job was active longer than specified deadline',
    );
  };
  state.timers.set('deadline', context.timers.after(seconds, expire));
}
