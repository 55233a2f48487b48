import type { Fields } from '../api/object.ts';
import { selects } from '../api/selector.ts';
import { FAILURE_COUNT } from './job-pods.ts';
import type { PodObject } from './workload.ts';

/** What goes wrong with a pod, on demand of a situation. Seconds are scaled like all others. */
export type PodFailure =
  /** Pulled in vain: ErrImagePull, then ImagePullBackOff. */
  | { kind: 'image-missing' }
  /** A validating webhook refuses the pod: FailedCreate, no pod. */
  | { kind: 'admission-refused'; webhook?: string; message?: string }
  /** A webhook that must be asked does not answer: FailedCreate, no pod. */
  | { kind: 'webhook-unavailable' }
  /** A ResourceQuota refuses the pod: FailedCreate, no pod. */
  | { kind: 'quota-exceeded' }
  /** A LimitRange refuses the pod: FailedCreate, no pod. */
  | { kind: 'limit-range' }
  /** A mutating webhook changes the pod: a strategic merge patch of it. */
  | { kind: 'mutated'; patch: Fields }
  /** No node fits: stays Pending. */
  | { kind: 'unschedulable'; message?: string }
  /** The pod's network never comes up: stays in ContainerCreating. */
  | { kind: 'never-starts' }
  /** The container cannot be made, as for an image that wants to be root. */
  | { kind: 'config-error'; message?: string }
  /** Starts late. */
  | { kind: 'slow'; seconds: number }
  /** The kubelet ends the pod while the containers run, and says why: `Evicted` when the node runs out of memory. */
  | { kind: 'evicted'; seconds: number; reason?: string; message?: string }
  /** The node is gone: nothing more comes of the pod, and its log cannot be read. */
  | { kind: 'node-lost'; seconds: number }
  /** The newest file of a container's log, all that is read of it, holds so many lines at most. */
  | { kind: 'log-rotated'; lines: number }
  /** The container goes over its memory limit. */
  | { kind: 'out-of-memory'; seconds: number }
  /** Someone deletes the pod, as when a node is drained; `reason` of the condition DisruptionTarget, where there is one. */
  | { kind: 'deleted'; seconds: number; reason?: string }
  /** istio-proxy starts and never gets ready. */
  | { kind: 'sidecar-not-ready' };

export interface FailureRule {
  /** Labels of the pods it happens to; absent: all. */
  selector?: Record<string, string>;
  /** Only pods with a sidecar, or only those without. */
  sidecar?: boolean;
  /** Only the first so many pods of a completion index. */
  times?: number;
  failure: PodFailure;
}

/** Finds what goes wrong with a pod; undefined when nothing does. */
export function failureOf(
  rules: readonly FailureRule[],
  pod: Pick<PodObject, 'metadata'>,
): PodFailure | undefined {
  const labels = pod.metadata.labels ?? {};
  const before = Number(pod.metadata.annotations?.[FAILURE_COUNT] ?? 0);
  const injected = pod.metadata.annotations?.['sidecar.istio.io/status'] !== undefined;
  return rules.find(
    ({ selector = {}, sidecar, times = Number.POSITIVE_INFINITY }) =>
      before < times &&
      selects({ matchLabels: selector }, labels) &&
      (sidecar === undefined || sidecar === injected),
  )?.failure;
}
