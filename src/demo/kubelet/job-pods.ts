import type { StoredObject } from '../api/object.ts';
import type { Store } from '../api/store.ts';
import type { JobObject, PodObject } from './workload.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';
/** Annotation: how often pods of the same index failed before this one. */
export const FAILURE_COUNT = 'batch.kubernetes.io/job-index-failure-count';

/** The pods of a Job. */
export function podsOf(store: Store, job: StoredObject): PodObject[] {
  return store
    .list('pods', job.metadata.namespace)
    .filter((pod) =>
      pod.metadata.ownerReferences?.some(
        (owner) => owner.controller === true && owner.uid === job.metadata.uid,
      ),
    ) as PodObject[];
}

/** The completion index of a pod; null for a Job that is not Indexed. */
export function indexOf(pod: PodObject): number | null {
  const text = pod.metadata.annotations?.[INDEX];
  return text === undefined ? null : Number(text);
}

/** The pod that the Job controller creates from the template; `failures`: of its index before it. */
export function podFor(job: JobObject, index: number | null, failures = 0): Record<string, unknown> {
  const { template } = job.spec;
  const { name, uid } = job.metadata;
  const indexed: Record<string, string> = index === null ? {} : { [INDEX]: String(index) };
  const counted: Record<string, string> =
    job.spec.backoffLimitPerIndex === undefined ? {} : { [FAILURE_COUNT]: String(failures) };
  const controller = { controller: true, blockOwnerDeletion: true };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: index === null ? `${name}-` : `${name}-${index}-`,
      labels: { ...template.metadata?.labels, ...indexed },
      ...(index === null && !template.metadata?.annotations
        ? {}
        : { annotations: { ...template.metadata?.annotations, ...indexed, ...counted } }),
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name, uid, ...controller }],
    },
    spec: {
      ...structuredClone(template.spec),
      ...(index === null
        ? {}
        : {
            hostname: `${name}-${index}`,
            containers: template.spec.containers.map((one) => withIndex(structuredClone(one))),
          }),
    },
  };
}

function withIndex(container: PodObject['spec']['containers'][number]) {
  const fieldPath = `metadata.labels['${INDEX}']`;
  const entry = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath } } };
  return { ...container, env: [...(container.env ?? []), entry] };
}

export interface JobCounts {
  active: PodObject[];
  ready: number;
  terminating: number;
  succeeded: number;
  failed: number;
  /** Sorted; empty unless Indexed. */
  completedIndexes: number[];
}

/** Counts the pods of a Job by what became of them. */
export function countPods(job: JobObject, pods: PodObject[]): JobCounts {
  const isDone = (pod: PodObject) => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  const going = pods.filter((pod) => !isDone(pod));
  const active = going.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const succeeded = pods.filter((pod) => pod.status.phase === 'Succeeded');
  const indexes = new Set(succeeded.map(indexOf).filter((index) => index !== null));
  return {
    active,
    ready: active.filter((pod) =>
      pod.status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
    ).length,
    terminating: going.length - active.length,
    succeeded: job.spec.completionMode === 'Indexed' ? indexes.size : succeeded.length,
    failed: pods.filter((pod) => pod.status.phase === 'Failed').length,
    completedIndexes: [...indexes].sort((a, b) => a - b),
  };
}
