import type { ContainerProcess } from './container-process.ts';
import type { Context } from './context.ts';
import { latestPod } from './pod-status.ts';
import { type EventText, recordEvent } from './record-event.ts';
import type { PodObject } from './workload.ts';

/** A pod that this kubelet stand-in runs. */
export interface PodRun {
  pod: PodObject;
  processes: Map<string, ContainerProcess>;
  /** Set when the pod is deleted, evicted or the kubelet closes: nothing new starts. */
  stopped: boolean;
  /** Reason that a container is given when it ends by a signal; `Error` when null. */
  endReason: string | null;
  /** Set when its node is gone: nothing is heard of it any more, not even that it ended. */
  unheard?: true;
}

/** Records an event of the kubelet about a pod that is still there. */
export function tell(
  context: Context,
  run: PodRun,
  type: EventText['type'],
  reason: string,
  message: string,
): void {
  const pod = latestPod(context.store, run.pod);
  if (pod) recordEvent(context.store, pod, { type, reason, message, component: 'kubelet' });
}
