import { isDeepStrictEqual } from 'node:util';
import { resourceById } from '../api/create.ts';
import type { Store } from '../api/store.ts';
import { withCondition } from './job-status.ts';
import type { ContainerSpec, ContainerState, ContainerStatus, PodObject, PodStatus } from './workload.ts';

/** The pod as it is now; undefined when it is gone or another one took its name. */
export function latestPod(store: Store, pod: PodObject): PodObject | undefined {
  const { namespace, name, uid } = pod.metadata;
  const found = store.find('pods', namespace, name);
  return found?.metadata.uid === uid ? (found as PodObject) : undefined;
}

/** Changes the status of a pod that is still there, and brings its conditions in line with its containers. */
export function changeStatus(
  store: Store,
  pod: PodObject,
  change: (status: PodStatus) => PodStatus,
): PodObject | undefined {
  const now = latestPod(store, pod);
  if (!now) return undefined;
  const status = withConditions(change(now.status));
  if (isDeepStrictEqual(status, now.status)) return now;
  return store.replace(resourceById('pods'), { ...now, status }) as PodObject;
}

/** Sets the state of one container, init or not. */
export function setContainer(
  store: Store,
  pod: PodObject,
  name: string,
  state: ContainerState,
  ready: boolean,
): void {
  const set = (list: ContainerStatus[] | undefined) =>
    (list ?? []).map((one) => {
      if (one.name !== name) return one;
      const imageID = state.waiting ? one.imageID : `${one.image}@sha256:${'0'.repeat(64)}`;
      return { ...one, imageID, state, ready, started: state.running !== undefined };
    });
  changeStatus(store, pod, (status) => ({
    ...status,
    ...(status.initContainerStatuses ? { initContainerStatuses: set(status.initContainerStatuses) } : {}),
    containerStatuses: set(status.containerStatuses),
  }));
}

/** The status of a container that waits. */
export function waitingStatus({ name, image }: ContainerSpec, reason: string): ContainerStatus {
  const state = { waiting: { reason } };
  return { name, image, imageID: '', ready: false, started: false, restartCount: 0, state, lastState: {} };
}

function withConditions(status: PodStatus): PodStatus {
  const containers = status.containerStatuses ?? [];
  const init = status.initContainerStatuses ?? [];
  if (containers.length === 0) return status;
  const initialized = init.every((one) => one.state.terminated?.exitCode === 0 || one.started);
  const ended = status.phase === 'Succeeded' || status.phase === 'Failed';
  const ready = containers.every((one) => one.ready) && initialized && !ended;
  const unready = containers.filter((one) => !one.ready).map((one) => one.name);
  const reason =
    status.phase === 'Succeeded'
      ? 'PodCompleted'
      : status.phase === 'Failed'
        ? 'PodFailed'
        : 'ContainersNotReady';
  const message = `containers with unready status: [${unready.join(' ')}]`;
  let { conditions = [] } = status;
  conditions = initialized
    ? withCondition(conditions, 'Initialized', true)
    : withCondition(conditions, 'Initialized', false, 'ContainersNotInitialized');
  for (const type of ['Ready', 'ContainersReady']) {
    conditions = ready
      ? withCondition(conditions, type, true)
      : withCondition(conditions, type, false, reason, ...(ended ? [] : [message]));
  }
  return { ...status, conditions };
}
