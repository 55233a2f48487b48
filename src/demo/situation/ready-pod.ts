import type { SituationObject } from './read-objects.ts';

interface Containers {
  initContainers?: { name: string; image?: string; restartPolicy?: string }[];
  containers?: { name: string; image?: string }[];
}

/** Completes a pod that says it is Running with the states of its containers, so that kubectl shows it as ready. */
export function readyPod(object: SituationObject): SituationObject {
  const status = object.status as { phase?: string; containerStatuses?: unknown } | undefined;
  if (object.kind !== 'Pod' || status?.phase !== 'Running' || status.containerStatuses) return object;
  const { initContainers = [], containers = [] } = object.spec as Containers;
  const startedAt = '2026-11-25T03:00:00Z';
  const running = ({ name, image = '' }: { name: string; image?: string }) => {
    return { name, image, ready: true, started: true, restartCount: 0, state: { running: { startedAt } } };
  };
  const completed = { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt: startedAt } };
  return {
    ...object,
    status: {
      ...status,
      containerStatuses: containers.map(running),
      initContainerStatuses: initContainers.map((one) =>
        one.restartPolicy === 'Always' ? running(one) : { ...running(one), started: false, state: completed },
      ),
    },
  };
}
