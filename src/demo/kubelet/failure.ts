import { selects } from '../api/selector.ts';
import { FAILURE_COUNT } from './job-pods.ts';
import type { PodObject } from './workload.ts';

/** What goes wrong with a pod, on demand of a situation. Seconds are scaled like all others. */
export type PodFailure =
  /** Pulled in vain: ErrImagePull, then ImagePullBackOff. */
  | { kind: 'image-missing' }
  /** A validating webhook refuses the pod: FailedCreate, no pod. */
  | { kind: 'admission-refused'; webhook?: string; message?: string }
  /** A ResourceQuota refuses the pod: FailedCreate, no pod. */
  | { kind: 'quota-exceeded' }
  /** No node fits: stays Pending. */
  | { kind: 'unschedulable'; message?: string }
  /** The pod's network never comes up: stays in ContainerCreating. */
  | { kind: 'never-starts' }
  /** The container cannot be made, as for an image that wants to be root. */
  | { kind: 'config-error'; message?: string }
  /** Starts late. */
  | { kind: 'slow'; seconds: number }
  /** The node runs out of memory or disk while the containers run. */
  | { kind: 'evicted'; seconds: number }
  /** The container goes over its memory limit. */
  | { kind: 'out-of-memory'; seconds: number }
  /** Someone deletes the pod, as when a node is drained. */
  | { kind: 'deleted'; seconds: number }
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
