import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { resourceById } from '../api/create.ts';
import type { Store, StoreEvent } from '../api/store.ts';
import { makeTempFolder } from '../api/temp-folder.ts';
import { podAdmission } from './admission.ts';
import type { Context, KubeletOptions } from './context.ts';
import { startGarbageCollector } from './garbage.ts';
import { startJobController } from './job-controller.ts';
import type { PodRun } from './pod-run.ts';
import { latestPod } from './pod-status.ts';
import { runPod } from './run-pod.ts';
import { dropLogs, killPod, stopPod } from './stop-pod.ts';
import { createTimers } from './timers.ts';
import type { PodObject } from './workload.ts';

export interface Kubelet {
  /** Ends every process and removes every file. */
  close(): Promise<void>;
}

/**
 * Starts the Job controller, garbage collector and kubelet stand-ins on a store that holds the situation already: its
 * own pods and Jobs stay as they are, only what is created later runs.
 */
export function startKubelet(store: Store, options: KubeletOptions = {}): Kubelet {
  const { second = 1000, failures = [], sidecar = 'native' } = options;
  const timers = createTimers(second);
  const context: Context = { store, options, timers, failures, second, folder: makeTempFolder() };
  const runs = new Map<string, PodRun>();

  store.admission.push(podAdmission(sidecar, failures));
  const onPod = (event: StoreEvent) => {
    const pod = event.object as PodObject;
    const { uid, deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
    const run = runs.get(uid);
    const isDeleted = deletionTimestamp !== undefined;
    if (event.type === 'ADDED') {
      const added: PodRun = { pod, processes: new Map(), stopped: false, endReason: null };
      runs.set(uid, added);
      timers.after(0, () => settle(runPod(context, added)));
    } else if (event.type === 'DELETED') {
      if (!run) return;
      runs.delete(uid);
      settle(killPod(run).then(() => forget(context, run)));
    } else if (isDeleted && event.before?.metadata.deletionTimestamp === undefined) {
      if (run) settle(stopPod(context, run, deletionGracePeriodSeconds));
      else timers.after(0, () => removePod(store, pod));
    }
  };
  const stop = [
    store.subscribe((event) => event.resource.id === 'pods' && onPod(event)),
    startJobController(context),
    startGarbageCollector(store),
  ];
  return {
    async close() {
      for (const unsubscribe of stop) unsubscribe();
      timers.cancelAll();
      await Promise.all([...runs.values()].map(killPod));
      rmSync(context.folder, { recursive: true, force: true });
    },
  };
}

/** A pod of the situation has no process to wait for. */
function removePod(store: Store, pod: PodObject): void {
  const present = latestPod(store, pod);
  if (present) store.remove(resourceById('pods'), present);
}

function forget(context: Context, run: PodRun): void {
  dropLogs(context, run);
  rmSync(join(context.folder, run.pod.metadata.uid), { recursive: true, force: true });
}

/** A fault of the stand-in itself must not pass unseen as a situation. */
function settle(work: Promise<void>): void {
  work.catch((error: unknown) => {
    process.nextTick(() => {
      throw error;
    });
  });
}
