import { resourceById } from '../api/create.ts';
import { closeLog, logKey } from '../api/log-book.ts';
import type { Context } from './context.ts';
import type { PodRun } from './pod-run.ts';
import { changeStatus, latestPod } from './pod-status.ts';

/** Ends a pod that is being deleted: SIGTERM, SIGKILL after the grace period, then it goes from the API. */
export async function stopPod(context: Context, run: PodRun, grace: number): Promise<void> {
  run.stopped = true;
  const processes = [...run.processes.values()];
  for (const process of processes) process.kill('SIGTERM');
  const cancel = context.timers.after(grace, () => {
    for (const process of processes) process.kill('SIGKILL');
  });
  const ends = await Promise.all(processes.map((process) => process.ended));
  cancel();
  // The last writes of the containers come before the pod goes.
  await Promise.resolve();
  if (ends.some((end) => end.exitCode !== 0)) {
    changeStatus(context.store, run.pod, (status) => ({ ...status, phase: 'Failed' }));
  }
  const pod = latestPod(context.store, run.pod);
  if (pod) context.store.remove(resourceById('pods'), pod);
}

/** Ends at once what still runs of a pod that is gone from the API. */
export async function killPod(run: PodRun): Promise<void> {
  run.stopped = true;
  const processes = [...run.processes.values()];
  for (const process of processes) process.kill('SIGKILL');
  await Promise.all(processes.map((process) => process.ended));
}

/** Forgets the logs of a pod, as the kubelet does with its files. */
export function dropLogs(context: Context, run: PodRun): void {
  const { initContainers = [], containers } = run.pod.spec;
  for (const { name } of [...initContainers, ...containers]) {
    const key = logKey(run.pod.metadata.uid, name);
    const log = context.store.logs.get(key);
    if (log && !log.closed) closeLog(log);
    context.store.logs.delete(key);
  }
}
