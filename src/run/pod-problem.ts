import { VerifyError } from '../model/errors.ts';
import type { Container, ContainerStatus, Pod } from '../model/kubernetes.ts';
import type { Source } from '../model/plan.ts';
import { printable } from '../util/text.ts';

/** Waiting reasons that do not heal by themselves within a run. */
const IMAGE_REASONS = new Set([
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
]);
const START_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'CrashLoopBackOff',
]);

/** Why a probe pod will never give results; null while there is hope. */
export function podProblem(source: Source, pod: Pod): VerifyError | null {
  const name = pod.metadata?.name ?? '';
  if (source === 'sidecar' && !hasSidecar(pod)) {
    return new VerifyError(
      'NOT_INJECTED',
      `the probe pod ${name} was created without a sidecar`,
      'check the injection labels of its namespace, or choose an injected namespace with --from',
    );
  }
  for (const status of statuses(pod)) {
    const { reason = '', message = '' } = status.state?.waiting ?? {};
    if (IMAGE_REASONS.has(reason)) {
      return new VerifyError(
        'IMAGE',
        `the image of container ${status.name} in ${name} cannot be had: ${reason}: ${printable(message, 400)}`,
        'name an image with Node 18 or newer that the cluster can pull with --image',
      );
    }
    if (START_REASONS.has(reason)) {
      return new VerifyError(
        'POD_FAILED',
        `container ${status.name} of ${name} cannot start: ${reason}: ${printable(message, 400)}`,
        'the image must have Node 18 or newer on its PATH; see --image',
      );
    }
  }
  if (pod.status?.phase === 'Failed' && pod.status.reason) {
    return new VerifyError(
      'POD_FAILED',
      `the probe pod ${name} failed: ${printable(`${pod.status.reason} ${pod.status.message ?? ''}`, 400)}`,
      'run again; if it stays, look at the node and the quotas of the namespace',
    );
  }
  return null;
}

/** What a pod that has given nothing yet is waiting for, as the end of a sentence. */
export function podState(pod: Pod | undefined): string {
  if (!pod) return 'no pod was created';
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled)
    return `the pod is not scheduled: ${printable(unscheduled.message ?? unscheduled.reason ?? '', 300)}`;
  const waiting = statuses(pod).find((status) => status.state?.waiting?.reason);
  if (waiting)
    return `container ${waiting.name} is waiting: ${printable(waiting.state?.waiting?.reason ?? '')}`;
  return `the pod is ${pod.status?.phase ?? 'unknown'}`;
}

/** The status of one container of a pod. */
export function containerStatus(pod: Pod | undefined, name: string): ContainerStatus | undefined {
  return pod?.status?.containerStatuses?.find((status) => status.name === name);
}

function statuses(pod: Pod): ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

function hasSidecar(pod: Pod): boolean {
  const containers: Container[] = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  return containers.some((container) => container.name === 'istio-proxy');
}
