import { openLog } from '../api/log-book.ts';
import { timestamp } from '../api/object.ts';
import { nodeArguments, rewritePaths } from './command-line.ts';
import { type ContainerEnd, startProcess } from './container-process.ts';
import type { Context, PodExtras } from './context.ts';
import { EnvironmentError, environmentOf } from './environment.ts';
import { type PodRun, tell } from './pod-run.ts';
import { changeStatus, setContainer } from './pod-status.ts';
import { mountsOf } from './volumes.ts';
import type { ContainerSpec } from './workload.ts';

/** Runs one container as a process until it ends; null when it could not be made. */
export async function runContainer(
  context: Context,
  run: PodRun,
  container: ContainerSpec,
  folder: string,
  extras: PodExtras,
): Promise<ContainerEnd | null> {
  const { store } = context;
  const { name, image } = container;
  const mounts = mountsOf(container, folder);
  let env: Record<string, string>;
  try {
    env = environmentOf(store, run.pod, container, mounts, { ...extras.env, ...extras.containerEnv?.[name] });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    setContainer(
      store,
      run.pod,
      name,
      { waiting: { reason: 'CreateContainerConfigError', message: error.message } },
      false,
    );
    tell(context, run, 'Warning', 'Failed', `Error: ${error.message}`);
    return null;
  }
  tell(context, run, 'Normal', 'Pulled', `Container image "${image}" already present on machine`);
  tell(context, run, 'Normal', 'Created', `Created container: ${name}`);
  const args = nodeArguments(container, env)?.map((word) => rewritePaths(word, mounts));
  const startedAt = timestamp();
  const terminate = (reason: string, exitCode: number, signal = 0) => {
    const terminated = {
      exitCode,
      reason,
      startedAt,
      finishedAt: timestamp(),
      ...(signal === 0 ? {} : { signal }),
    };
    setContainer(store, run.pod, name, { terminated }, false);
  };
  if (!args) {
    const program = container.command?.[0] ?? '';
    tell(context, run, 'Warning', 'Failed', `Error: exec: "${program}": executable file not found in $PATH`);
    terminate('StartError', 128);
    return { exitCode: 128, signal: 0 };
  }
  const process = startProcess(args, env, folder, openLog(store.logs, run.pod.metadata.uid, name));
  run.processes.set(name, process);
  setContainer(store, run.pod, name, { running: { startedAt } }, true);
  if (run.pod.spec.containers.includes(container)) {
    changeStatus(store, run.pod, (status) => ({ ...status, phase: 'Running' }));
  }
  tell(context, run, 'Normal', 'Started', `Started container ${name}`);
  const end = await process.ended;
  run.processes.delete(name);
  if (run.unheard) return null;
  const byForce = end.signal === 9 ? run.endReason : null;
  terminate(end.exitCode === 0 ? 'Completed' : (byForce ?? 'Error'), end.exitCode, end.signal);
  return end;
}
