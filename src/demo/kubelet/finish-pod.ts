import { timestamp } from '../api/object.ts';
import type { Context, PodExtras } from './context.ts';
import { isSidecarContainer } from './inject.ts';
import type { PodRun } from './pod-run.ts';
import { changeStatus, setContainer } from './pod-status.ts';

/** How long a native sidecar runs on after the last application container (measured.md section 2), in seconds. */
const LINGER = 4;

/** Ends a pod whose own containers have ended: the sidecar goes, then the phase is final. */
export async function finishPod(
  context: Context,
  run: PodRun,
  extras: PodExtras,
  codes: number[],
): Promise<void> {
  const { containers, initContainers = [] } = run.pod.spec;
  if (run.stopped) return;
  if (containers.some((container) => isSidecarContainer(run.pod, container.name))) {
    // Nothing ends a classic sidecar but a request to its agent: the pod runs on.
    if (!extras.sidecarEnded) return;
    await extras.sidecarEnded;
  } else if (initContainers.some((container) => isSidecarContainer(run.pod, container.name))) {
    if (!(await context.timers.sleep(LINGER))) return;
  }
  if (run.stopped) return;
  const finishedAt = timestamp();
  const terminated = {
    exitCode: 0,
    reason: 'Completed',
    startedAt: run.pod.status.startTime ?? finishedAt,
    finishedAt,
  };
  setContainer(context.store, run.pod, 'istio-proxy', { terminated }, false);
  const phase = codes.every((code) => code === 0) ? 'Succeeded' : 'Failed';
  changeStatus(context.store, run.pod, (status) => ({ ...status, phase }));
}
