import type { KubeClient } from '../cluster/client.ts';
import type { VerifyError } from '../model/errors.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { LogOrigin } from '../model/observation.ts';
import { ROLES_OF, type Role, type Source } from '../model/plan.ts';
import { abortAfter } from '../util/deadline.ts';
import { followRole, type RoleEnd } from './follow-role.ts';
import { isLost, lostError } from './lost-pod.ts';
import { containerStatus, podState } from './pod-problem.ts';

export interface FollowShardInput {
  client: KubeClient;
  namespace: string;
  source: Source;
  shard: number;
  signal: AbortSignal;
  /** See FollowInput. */
  examine(source: Source, pod: Pod): VerifyError | null;
  sink(origin: LogOrigin, chunk: string): boolean;
  progress(message: string): void;
  /** Called at each end of a role. */
  ended(): void;
  /** Called when nothing can go on. */
  broken(error: unknown): void;
}

/** The pod of one shard, and the one that takes its place when it is lost. */
export interface FollowedShard {
  /** Takes a pod of the shard as it was seen last. */
  seen(pod: Pod): void;
  fail(error: VerifyError): void;
  hasPod(): boolean;
  isOver(): boolean;
  /** Waits for the readers of logs; then the end of every role, those that did not come to one as unfinished. */
  ends(): Promise<Map<Role, RoleEnd>>;
}

/** Lost pods that are waited for to be replaced; the Job replaces no more (plan/manifests.ts). */
const RETRIES = 1;

/** Follows the containers of one shard's pod until each has written its end marker or has failed for good. */
export function followShard(input: FollowShardInput): FollowedShard {
  const { client, namespace, source, shard } = input;
  const roles = ROLES_OF[source];
  const ends = new Map<Role, RoleEnd>();
  /** What a role that was still read came to when time was over. */
  const unfinished = new Map<Role, RoleEnd>();
  const lost = new Map<string, VerifyError>();
  const tasks: Promise<void>[] = [];
  let current: { name: string; pod: Pod; followed: Set<Role>; stop: ReturnType<typeof abortAfter> } | null =
    null;

  const settle = (role: Role, end: RoleEnd) => {
    if (ends.has(role)) return;
    ends.set(role, end);
    input.ended();
  };
  const fail = (error: VerifyError) => {
    for (const role of roles) settle(role, { state: 'failed', error });
  };
  const lose = (name: string, error: VerifyError) => {
    if (lost.has(name)) return;
    lost.set(name, error);
    if (lost.size > RETRIES) fail(error);
    else input.progress(`pod ${name} was lost, waiting for another in its place`);
  };
  const start = (role: Role, { name, followed, stop }: NonNullable<typeof current>) => {
    followed.add(role);
    input.progress(`container ${role} is running`);
    const task = followRole({
      client,
      place: { namespace, pod: name, container: role },
      signal: stop.signal,
      terminated: () => terminated(name, role),
      // What a reader of a lost pod still gets must not be taken for a third pod.
      sink: (text) => !stop.signal.aborted && input.sink({ role, shard, pod: name }, text),
    });
    const take = (end: RoleEnd) => {
      if (end.state === 'unfinished') unfinished.set(role, end);
      else if (end.state === 'failed' && current && isLost(current.pod)) lose(name, end.error);
      else settle(role, end);
    };
    tasks.push(task.then(take).catch(input.broken));
  };
  const terminated = (name: string, role: Role) =>
    current?.name === name ? containerStatus(current.pod, role)?.state?.terminated : undefined;

  return {
    fail,
    hasPod: () => current !== null,
    isOver: () => roles.every((role) => ends.has(role)),
    seen(pod) {
      if (roles.every((role) => ends.has(role))) return;
      const name = pod.metadata?.name ?? '';
      if (current?.name !== name) {
        // News of the old pod may come after the new one.
        if (lost.has(name) || (current && createdAt(pod) < createdAt(current.pod))) return;
        input.progress(`pod ${name} created`);
        if (current) lose(current.name, lostError(current.pod));
        current?.stop.abort();
        current = { name, pod, followed: new Set(), stop: abortAfter([input.signal]) };
      }
      current.pod = pod;
      if (lost.has(name)) return;
      const problem = input.examine(source, pod);
      if (pod.metadata?.deletionTimestamp !== undefined || (problem && isLost(pod))) {
        current.stop.abort();
        lose(name, problem ?? lostError(pod));
      } else if (problem) fail(problem);
      else {
        for (const role of roles) {
          const state = containerStatus(pod, role)?.state;
          const begun = state?.running || state?.terminated;
          if (begun && !ends.has(role) && !current.followed.has(role)) start(role, current);
        }
      }
    },
    async ends() {
      await Promise.all(tasks);
      current?.stop.release();
      const [error] = lost.values();
      const end: RoleEnd = error
        ? { state: 'failed', error }
        : { state: 'unfinished', ...podState(current?.pod) };
      const endOf = (role: Role) => ends.get(role) ?? (error ? end : (unfinished.get(role) ?? end));
      return new Map(roles.map((role) => [role, endOf(role)]));
    },
  };
}

function createdAt({ metadata }: Pod): string {
  return metadata?.creationTimestamp ?? '';
}
