import { resourceById } from '../api/create.ts';
import { deleteObject } from '../api/delete.ts';
import type { Context } from './context.ts';
import type { PodFailure } from './failure.ts';
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
      context.timers.after(failure.seconds, () => evict(context, run, () => kill('Error')));
      break;
    case 'out-of-memory':
      context.timers.after(failure.seconds, () => kill('OOMKilled'));
      break;
    case 'deleted':
      context.timers.after(failure.seconds, () => {
        const pod = latestPod(context.store, run.pod);
        if (pod) deleteObject(context.store, resourceById('pods'), pod, {}, new URLSearchParams());
      });
      break;
    default:
      break;
  }
}

function evict(context: Context, run: PodRun, kill: () => void): void {
  const message = 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Mi. ';
  run.stopped = true;
  tell(context, run, 'Warning', 'Evicted', message);
  kill();
  changeStatus(context.store, run.pod, (status) => ({
    ...status,
    phase: 'Failed',
    reason: 'Evicted',
    message,
  }));
}
