import { resourceById } from '../api/create.ts';
import { timestamp } from '../api/object.ts';
import { type Context, NODE } from './context.ts';
import { withCondition } from './job-status.ts';
import { changeStatus, latestPod, waitingStatus } from './pod-status.ts';
import { recordEvent } from './record-event.ts';
import type { PodObject } from './workload.ts';

/** The scheduler finds no node. */
export function refuseScheduling(
  context: Context,
  pod: PodObject,
  message = '0/1 nodes are available: 1 Insufficient cpu.',
): void {
  changeStatus(context.store, pod, (status) => ({
    ...status,
    conditions: withCondition(status.conditions, 'PodScheduled', false, 'Unschedulable', message),
  }));
  recordEvent(context.store, pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: 'default-scheduler',
  });
}

/** The scheduler puts the pod on the node, and the kubelet takes it on. */
export function bindPod(context: Context, pod: PodObject): void {
  const now = latestPod(context.store, pod);
  if (!now) return;
  const init = now.spec.initContainers ?? [];
  const waiting = init.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  context.store.replace(resourceById('pods'), {
    ...now,
    spec: { ...now.spec, nodeName: NODE.name },
    status: {
      ...now.status,
      phase: 'Pending',
      hostIP: NODE.ip,
      startTime: timestamp(),
      conditions: withCondition(now.status.conditions, 'PodScheduled', true),
      ...(init.length > 0
        ? { initContainerStatuses: init.map((one) => waitingStatus(one, 'PodInitializing')) }
        : {}),
      containerStatuses: now.spec.containers.map((one) => waitingStatus(one, waiting)),
    },
  });
  const { namespace, name } = pod.metadata;
  const message = `Successfully assigned ${namespace}/${name} to ${NODE.name}`;
  recordEvent(context.store, pod, {
    type: 'Normal',
    reason: 'Scheduled',
    message,
    component: 'default-scheduler',
  });
}

/** Gives the pod its IP. */
export function addressPod(context: Context, pod: PodObject, podIP: string): PodObject | undefined {
  return changeStatus(context.store, pod, (status) => ({
    ...status,
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: withCondition(status.conditions, 'PodReadyToStartContainers', true),
  }));
}
