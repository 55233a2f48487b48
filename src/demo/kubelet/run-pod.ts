import { join } from 'node:path';
import { addressPod, bindPod, refuseScheduling } from './bind-pod.ts';
import type { Context, PodExtras } from './context.ts';
import { failImagePull, failOnDemand } from './fail-pod.ts';
import { failureOf, type PodFailure } from './failure.ts';
import { finishPod } from './finish-pod.ts';
import { isSidecarContainer } from './inject.ts';
import { type PodRun, tell } from './pod-run.ts';
import { latestPod, setContainer } from './pod-status.ts';
import { runContainer } from './run-container.ts';
import { runSidecar } from './run-sidecar.ts';
import { fillVolumes, MountError } from './volumes.ts';

/** Takes a pod from Pending to its end; what it does is written into the pod's status as it happens. */
export async function runPod(context: Context, run: PodRun): Promise<void> {
  const failure = failureOf(context.failures, run.pod);
  if (failure?.kind === 'unschedulable') {
    refuseScheduling(context, run.pod, failure.message);
    return;
  }
  bindPod(context, run.pod);
  if (failure?.kind === 'slow') await context.timers.sleep(failure.seconds);
  if (failure?.kind === 'never-starts') {
    const message =
      'Failed to create pod sandbox: plugin type="calico" failed (add): error getting ClusterInformation';
    tell(context, run, 'Warning', 'FailedCreatePodSandBox', message);
    return;
  }
  if (run.stopped) return;
  const pod = addressPod(context, run.pod, addressOf(context, run));
  if (!pod) return;
  run.pod = pod;
  const extras = (await context.options.onPod?.(pod)) ?? {};
  if (!(await mountVolumes(context, run, extras))) return;
  if (!(await runInitContainers(context, run, extras, failure))) return;
  await runContainers(context, run, extras, failure);
}

function addressOf(context: Context, run: PodRun): string {
  const given = context.options.podIP?.(run.pod);
  if (given !== undefined) return given;
  const used = new Set(context.store.list('pods').map((pod) => (pod as PodRun['pod']).status?.podIP));
  let next = 100;
  while (used.has(`10.244.0.${next}`)) next += 1;
  return `10.244.0.${next}`;
}

/** Folder of the pod's volumes. */
function folderOf(context: Context, run: PodRun): string {
  return join(context.folder, run.pod.metadata.uid);
}

async function mountVolumes(context: Context, run: PodRun, extras: PodExtras): Promise<boolean> {
  const { initContainers = [], containers } = run.pod.spec;
  const own = [...initContainers, ...containers].filter((one) => !isSidecarContainer(run.pod, one.name));
  const names = new Set(own.flatMap((container) => container.volumeMounts ?? []).map((mount) => mount.name));
  while (!run.stopped) {
    try {
      fillVolumes(context.store, run.pod, names, folderOf(context, run), extras.files ?? {});
      return true;
    } catch (error) {
      if (!(error instanceof MountError)) throw error;
      tell(context, run, 'Warning', 'FailedMount', error.message);
    }
    if (!(await context.timers.sleep(0.5))) return false;
  }
  return false;
}

async function runInitContainers(
  context: Context,
  run: PodRun,
  extras: PodExtras,
  failure: PodFailure | undefined,
): Promise<boolean> {
  for (const container of run.pod.spec.initContainers ?? []) {
    if (run.stopped) return false;
    if (isSidecarContainer(run.pod, container.name)) {
      if (!runSidecar(context, run, container, failure)) return false;
      continue;
    }
    const end = await runContainer(context, run, container, folderOf(context, run), extras);
    if (end === null) return false;
    if (end.exitCode !== 0) {
      await finishPod(context, run, extras, [end.exitCode]);
      return false;
    }
  }
  return !run.stopped;
}

async function runContainers(
  context: Context,
  run: PodRun,
  extras: PodExtras,
  failure: PodFailure | undefined,
): Promise<void> {
  const { containers, initContainers = [] } = run.pod.spec;
  const own = containers.filter((container) => !isSidecarContainer(run.pod, container.name));
  const classic = containers.find((container) => isSidecarContainer(run.pod, container.name));
  if (classic && !runSidecar(context, run, classic, failure)) return;
  if (failure?.kind === 'image-missing') {
    await failImagePull(context, run, own);
    return;
  }
  if (failure?.kind === 'config-error') {
    const { message = 'container has runAsNonRoot and image will run as root' } = failure;
    for (const container of own) {
      setContainer(
        context.store,
        run.pod,
        container.name,
        { waiting: { reason: 'CreateContainerConfigError', message } },
        false,
      );
      tell(context, run, 'Warning', 'Failed', `Error: ${message}`);
    }
    return;
  }
  if (initContainers.length > 0 && !latestPod(context.store, run.pod)) return;
  const ends = own.map((container) => runContainer(context, run, container, folderOf(context, run), extras));
  failOnDemand(context, run, failure);
  const results = await Promise.all(ends);
  const codes = results.map((end) => end?.exitCode);
  if (codes.some((code) => code === undefined)) return;
  await finishPod(
    context,
    run,
    extras,
    codes.filter((code) => code !== undefined),
  );
}
