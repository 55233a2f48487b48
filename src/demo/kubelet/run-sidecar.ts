import { timestamp } from '../api/object.ts';
import type { Context } from './context.ts';
import type { PodFailure } from './failure.ts';
import { type PodRun, tell } from './pod-run.ts';
import { setContainer } from './pod-status.ts';
import { holdsApplication } from './sidecar-spec.ts';
import type { ContainerSpec } from './workload.ts';

/** Plays a container that injection added; false when the pod cannot go on because of it. */
export function runSidecar(
  context: Context,
  run: PodRun,
  container: ContainerSpec,
  failure: PodFailure | undefined,
): boolean {
  const { name } = container;
  const now = timestamp();
  tell(context, run, 'Normal', 'Started', `Started container ${name}`);
  if (name === 'istio-init') {
    const terminated = { exitCode: 0, reason: 'Completed', startedAt: now, finishedAt: now };
    setContainer(context.store, run.pod, name, { terminated }, true);
    return true;
  }
  const ready = failure?.kind !== 'sidecar-not-ready';
  setContainer(context.store, run.pod, name, { running: { startedAt: now } }, ready);
  if (!ready) {
    const message = 'Startup probe failed: HTTP probe failed with statuscode: 503';
    tell(context, run, 'Warning', 'Unhealthy', message);
  }
  // The startup probe of a native sidecar holds the application back; a classic one starts beside it unless told to wait.
  return ready || !(container.restartPolicy === 'Always' || holdsApplication(run.pod));
}
