import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from '../cluster/client.ts';
import { warningsOf } from '../cluster/events.ts';
import { watchPods } from '../cluster/pods.ts';
import { admissionCode } from '../cluster/refusal.ts';
import { VerifyError } from '../model/errors.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { LogOrigin } from '../model/observation.ts';
import type { Role, Source } from '../model/plan.ts';
import { jobName, RUN_LABEL, SOURCE_LABEL } from '../plan/labels.ts';
import { abortAfter } from '../util/deadline.ts';
import type { RoleEnd } from './follow-role.ts';
import { type FollowedShard, followShard } from './follow-shard.ts';
import { mergeEnds } from './merge-ends.ts';

export interface FollowInput {
  client: KubeClient;
  namespace: string;
  id: string;
  sources: readonly Source[];
  /** Pods of each source. */
  shards: number;
  /** Why a pod will never give results, or none that count; null while there is hope. */
  examine(source: Source, pod: Pod): VerifyError | null;
  /** Takes log text of one container as it comes; true once its end marker was read. */
  sink(origin: LogOrigin, chunk: string): boolean;
  /** Called at each change worth telling. */
  progress(message: string): void;
  /** Ends the wait: time is over, or the user wants to stop. */
  signal: AbortSignal;
}

/** A Job without a pod for this long is asked for its events, in milliseconds. */
const ADMISSION_PATIENCE = 3000;
/** How often a webhook may be found not to answer, ADMISSION_PATIENCE apart. */
const WEBHOOK_TRIES = 3;
/** Put on a pod by the Job controller (KEP-4017): which part of the plan it has. */
const INDEX_LABEL = 'batch.kubernetes.io/job-completion-index';

/**
 * Follows all probe containers until each has written its end marker, has failed or `signal` aborts. The run is over at the
 * end markers: a Job with a sidecar completes seconds later, or never (measured.md section 5).
 */
export async function followRun(input: FollowInput): Promise<Map<Role, RoleEnd>> {
  const { client, namespace, id, sources } = input;
  const done = abortAfter([input.signal]);
  const { signal } = done;
  let broken: unknown;
  const breakOff = (error: unknown) => {
    broken ??= error;
    done.abort();
  };
  const shards = new Map<Source, FollowedShard[]>();
  const all = () => [...shards.values()].flat();
  const ended = () => all().every((shard) => shard.isOver()) && done.abort();
  for (const source of sources) {
    const indexes = Array.from({ length: input.shards }, (_, shard) => shard);
    const follow = (shard: number) =>
      followShard({ ...input, signal, source, shard, ended, broken: breakOff });
    shards.set(source, indexes.map(follow));
  }

  const watchAll = async () => {
    for await (const pod of watchPods(client, namespace, `${RUN_LABEL}=${id}`, signal)) {
      const { labels = {} } = pod.metadata ?? {};
      const source = sources.find((known) => known === labels[SOURCE_LABEL]);
      if (source) shards.get(source)?.[Number(labels[INDEX_LABEL] ?? 0)]?.seen(pod);
    }
  };
  const watchAdmission = async (source: Source) => {
    const own = shards.get(source) ?? [];
    const waits = () => !signal.aborted && own.every((shard) => !shard.hasPod());
    let unanswered = 0;
    while (waits()) {
      await sleep(ADMISSION_PATIENCE, undefined, { signal }).catch(() => undefined);
      if (!waits()) return;
      const refused = (await warningsOf(client, namespace, 'Job', jobName(id, source))).at(-1);
      if (refused?.reason !== 'FailedCreate') continue;
      const error = admissionError(source, refused.message);
      // The Job controller goes on trying, and a webhook may come back.
      if (error.code === 'WEBHOOK_UNAVAILABLE' && ++unanswered < WEBHOOK_TRIES) continue;
      for (const shard of own) shard.fail(error);
    }
  };

  await Promise.all([watchAll(), ...sources.map(watchAdmission)].map((task) => task.catch(breakOff)));
  const ends = await Promise.all(all().map((shard) => shard.ends()));
  done.release();
  if (broken !== undefined) throw broken;
  return mergeEnds(ends);
}

function admissionError(source: Source, message: string): VerifyError {
  const code = admissionCode(message) ?? 'ADMISSION';
  return new VerifyError(code, `the cluster refuses the ${source} probe pod: ${message}`);
}
