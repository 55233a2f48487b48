import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from '../cluster/client.ts';
import { warningsOf } from '../cluster/events.ts';
import { watchPods } from '../cluster/pods.ts';
import { VerifyError } from '../model/errors.ts';
import type { Pod } from '../model/kubernetes.ts';
import { ROLES_OF, type Role, type Source } from '../model/plan.ts';
import { jobName, RUN_LABEL, SOURCE_LABEL } from '../plan/labels.ts';
import { abortAfter } from '../util/deadline.ts';
import { followRole, type RoleEnd } from './follow-role.ts';
import { containerStatus, podProblem, podState } from './pod-problem.ts';

export interface FollowInput {
  client: KubeClient;
  namespace: string;
  id: string;
  sources: readonly Source[];
  /** Takes log text of one role as it comes; true once the role's end marker was read. */
  sink(role: Role, chunk: string): boolean;
  /** Called at each change worth telling. */
  progress(message: string): void;
  /** Ends the wait: time is over, or the user wants to stop. */
  signal: AbortSignal;
}

/** A Job without a pod for this long is asked for its events, in milliseconds. */
const ADMISSION_PATIENCE = 3000;

/**
 * Follows all probe containers until each has written its end marker, has failed or `signal` aborts. The run is over at the
 * end markers: a Job with a sidecar completes seconds later, or never (measured.md section 5).
 */
export async function followRun(input: FollowInput): Promise<Map<Role, RoleEnd>> {
  const { client, namespace, id, sources } = input;
  const roles = sources.flatMap((source) => ROLES_OF[source]);
  const done = abortAfter([input.signal]);
  const { signal } = done;
  const ends = new Map<Role, RoleEnd>();
  const pods = new Map<Source, Pod>();
  const followed = new Map<Role, Promise<void>>();
  let broken: unknown;

  const settle = (role: Role, end: RoleEnd) => {
    if (ends.has(role)) return;
    ends.set(role, end);
    if (roles.every((known) => ends.has(known))) done.abort();
  };
  const fail = (source: Source, error: VerifyError) => {
    for (const role of ROLES_OF[source]) settle(role, { state: 'failed', error });
  };

  const breakOff = (error: unknown) => {
    broken ??= error;
    done.abort();
  };

  const watchAll = async () => {
    for await (const pod of watchPods(client, namespace, `${RUN_LABEL}=${id}`, signal)) {
      const source = sources.find((known) => known === pod.metadata?.labels?.[SOURCE_LABEL]);
      if (!source) continue;
      if (!pods.has(source)) input.progress(`pod ${pod.metadata?.name} created`);
      pods.set(source, pod);
      const problem = podProblem(source, pod);
      if (problem) fail(source, problem);
      else for (const role of ROLES_OF[source]) start(source, role, pod);
    }
  };
  const start = (source: Source, role: Role, pod: Pod) => {
    const state = containerStatus(pod, role)?.state;
    if (followed.has(role) || !(state?.running || state?.terminated)) return;
    input.progress(`container ${role} is running`);
    const place = { namespace, pod: pod.metadata?.name ?? '', container: role };
    const current = () => containerStatus(pods.get(source), role)?.state?.terminated;
    const task = followRole({
      client,
      place,
      signal,
      terminated: current,
      sink: (text) => input.sink(role, text),
    });
    followed.set(role, task.then((end) => (end ? settle(role, end) : undefined)).catch(breakOff));
  };
  const watchAdmission = async (source: Source) => {
    while (!signal.aborted && !pods.has(source)) {
      await sleep(ADMISSION_PATIENCE, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || pods.has(source)) return;
      const refused = (await warningsOf(client, namespace, 'Job', jobName(id, source))).at(-1);
      if (refused?.reason === 'FailedCreate') fail(source, admissionError(source, refused.message));
    }
  };

  await Promise.all([watchAll(), ...sources.map(watchAdmission)].map((task) => task.catch(breakOff)));
  await Promise.all(followed.values());
  done.release();
  if (broken !== undefined) throw broken;
  for (const source of sources) {
    for (const role of ROLES_OF[source])
      settle(role, { state: 'unfinished', why: podState(pods.get(source)) });
  }
  return ends;
}

function admissionError(source: Source, message: string): VerifyError {
  return new VerifyError(
    'ADMISSION',
    `the cluster refuses the ${source} probe pod: ${message}`,
    source === 'sidecar'
      ? 'check that istiod is up (it injects the sidecar), and the quotas and policies of the namespace'
      : 'check the quotas and admission policies of the namespace, or choose another with --from',
  );
}
