import { resourceById } from '../api/create.ts';
import { deleteObject } from '../api/delete.ts';
import type { StoreEvent } from '../api/store.ts';
import type { Context } from './context.ts';
import { createJobState, type JobState } from './job-state.ts';
import { latestJob } from './job-status.ts';
import { reconcileJob } from './reconcile-job.ts';
import type { JobObject } from './workload.ts';

/** Runs every Job that is created from now on; Jobs of the situation itself stay as they are. */
export function startJobController(context: Context): () => void {
  const { store } = context;
  const jobs = new Map<string, { job: JobObject; state: JobState }>();
  const waiting = new Set<string>();

  const reconcile = (uid: string) => {
    waiting.delete(uid);
    const known = jobs.get(uid);
    const job = known ? latestJob(store, known.job) : undefined;
    if (known && job) reconcileJob(context, job, known.state);
  };
  const enqueue = (uid: string) => {
    if (waiting.has(uid) || !jobs.has(uid)) return;
    waiting.add(uid);
    context.timers.after(0, () => reconcile(uid));
  };
  const onJob = ({ type, object }: StoreEvent) => {
    const { uid } = object.metadata;
    if (type === 'ADDED') {
      const expire = () => {
        const job = latestJob(store, object as JobObject);
        if (job) deleteObject(store, resourceById('jobs.batch'), job, {}, new URLSearchParams());
      };
      jobs.set(uid, { job: object as JobObject, state: createJobState(() => enqueue(uid), expire) });
    }
    if (type === 'DELETED') {
      jobs.get(uid)?.state.stop();
      jobs.delete(uid);
    }
    enqueue(uid);
  };
  return store.subscribe((event) => {
    if (event.resource.id === 'jobs.batch') onJob(event);
    if (event.resource.id !== 'pods') return;
    const owner = event.object.metadata.ownerReferences?.find((reference) => reference.controller === true);
    const known = jobs.get(owner?.uid ?? '');
    if (!owner || !known) return;
    if (event.type === 'DELETED') known.state.noteGone(event.object);
    enqueue(owner.uid);
  });
}
