import { resourceById } from '../api/create.ts';
import { deleteObject } from '../api/delete.ts';
import { type ContainerLog, logKey } from '../api/log-book.ts';
import type { Context } from './context.ts';
import type { PodFailure } from './failure.ts';
import { withCondition } from './job-status.ts';
import { type PodRun, tell } from './pod-run.ts';
import { changeStatus, latestPod, setContainer } from './pod-status.ts';
import type { ContainerSpec } from './workload.ts';

/** Pulls an image that is not there: ErrImagePull first, then ImagePullBackOff for good. */
export async function failImagePull(
  context: Context,
  run: PodRun,
  containers: ContainerSpec[],
): Promise<void> {
  for (const { name, image } of containers) {
    const message = `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    tell(context, run, 'Normal', 'Pulling', `Pulling image "${image}"`);
    tell(
      context,
      run,
      'Warning',
      'Failed',
      `Failed to pull image "${image}": rpc error: code = NotFound desc = ${message}`,
    );
    tell(context, run, 'Warning', 'Failed', 'Error: ErrImagePull');
    setContainer(context.store, run.pod, name, { waiting: { reason: 'ErrImagePull', message } }, false);
  }
  if (!(await context.timers.sleep(1)) || run.stopped) return;
  for (const { name, image } of containers) {
    const message = `Back-off pulling image "${image}"`;
    tell(context, run, 'Normal', 'BackOff', message);
    tell(context, run, 'Warning', 'Failed', 'Error: ImagePullBackOff');
    setContainer(context.store, run.pod, name, { waiting: { reason: 'ImagePullBackOff', message } }, false);
  }
}

/** Arranges for what happens to a pod that runs. */
export function failOnDemand(context: Context, run: PodRun, failure: PodFailure | undefined): void {
  const kill = (reason: string) => {
    run.endReason = reason;
    for (const process of run.processes.values()) process.kill('SIGKILL');
  };
  switch (failure?.kind) {
    case 'evicted':
      context.timers.after(failure.seconds, () => evict(context, run, failure, () => kill('Error')));
      break;
    case 'out-of-memory':
      context.timers.after(failure.seconds, () => kill('OOMKilled'));
      break;
    case 'deleted':
      context.timers.after(failure.seconds, () => {
        if (failure.reason !== undefined) disrupt(context, run, failure.reason);
        const pod = latestPod(context.store, run.pod);
        if (pod) deleteObject(context.store, resourceById('pods'), pod, {}, new URLSearchParams());
      });
      break;
    case 'node-lost':
      context.timers.after(failure.seconds, () => {
        run.unheard = true;
        for (const log of logsOf(context, run)) log.unreachable = true;
        kill('Error');
      });
      break;
    case 'log-rotated':
      for (const log of logsOf(context, run)) log.perFile = failure.lines;
      break;
    default:
      break;
  }
}

function logsOf({ store }: Context, { pod, processes }: PodRun): ContainerLog[] {
  return [...processes.keys()].flatMap((name) => store.logs.get(logKey(pod.metadata.uid, name)) ?? []);
}

function evict(
  context: Context,
  run: PodRun,
  { reason = 'Evicted', message = LOW }: Extract<PodFailure, { kind: 'evicted' }>,
  kill: () => void,
): void {
  run.stopped = true;
  tell(context, run, 'Warning', reason, message);
  kill();
  changeStatus(context.store, run.pod, (status) => ({ ...status, phase: 'Failed', reason, message }));
}

const LOW = 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Mi. ';

function disrupt(context: Context, run: PodRun, reason: string): void {
  changeStatus(context.store, run.pod, (status) => ({
    ...status,
    conditions: withCondition(status.conditions, 'DisruptionTarget', true, reason),
  }));
}
