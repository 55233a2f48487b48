import { type ErrorCode, VerifyError } from '../model/errors.ts';
import type { Container, ContainerStatus, Pod } from '../model/kubernetes.ts';
import type { Source } from '../model/plan.ts';
import { printable } from '../util/text.ts';
import { lossOf } from './lost-pod.ts';

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
  const name = printable(pod.metadata?.name ?? '');
  if (source === 'sidecar' && !hasProxy(pod))
    return new VerifyError('NOT_INJECTED', `the probe pod ${name} was created without a sidecar`);
  if (source === 'no-sidecar' && hasProxy(pod))
    return new VerifyError('POD_CHANGED', `the probe pod ${name} was given a sidecar that it must not have`);
  for (const status of statuses(pod)) {
    const { reason = '', message = '' } = status.state?.waiting ?? {};
    const said = printable(`${reason}: ${message}`, 400);
    if (IMAGE_REASONS.has(reason)) {
      const what = `the image of container ${status.name} in ${name} cannot be had: ${said}`;
      return new VerifyError('IMAGE', what);
    }
    if (START_REASONS.has(reason))
      return new VerifyError('POD_FAILED', `container ${status.name} of ${name} cannot start: ${said}`);
  }
  return lossOf(pod);
}

/** What a pod that has given nothing yet is waiting for, as the end of a sentence, and what that is called. */
export function podState(pod: Pod | undefined): { code: ErrorCode; why: string } {
  if (!pod) return { code: 'NOT_STARTED', why: 'no pod was created' };
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) {
    const said = printable(unscheduled.message ?? unscheduled.reason ?? '', 300);
    return { code: 'UNSCHEDULABLE', why: `the pod is not scheduled: ${said}` };
  }
  const waiting = statuses(pod).find((status) => status.state?.waiting?.reason);
  const why = waiting
    ? `container ${waiting.name} is waiting: ${printable(waiting.state?.waiting?.reason ?? '')}`
    : `the pod is ${pod.status?.phase ?? 'unknown'}`;
  return { code: 'NOT_STARTED', why };
}

/** The status of one container of a pod. */
export function containerStatus(pod: Pod | undefined, name: string): ContainerStatus | undefined {
  return pod?.status?.containerStatuses?.find((status) => status.name === name);
}

function statuses(pod: Pod): ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

function hasProxy(pod: Pod): boolean {
  const containers: Container[] = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  return containers.some((container) => container.name === 'istio-proxy');
}
