import type { Pod } from '../model/kubernetes.ts';
import type { EndpointTarget } from '../model/target.ts';
import type { Judgement } from '../model/verdict.ts';
import { inconclusive } from './judgement.ts';

/**
 * Why what was met at a target may have been another pod than the one that was read before the dials: by target id, for pods of one
 * namespace read before and after. An address is given to another pod as soon as its own has ended. Null: they could not be read again.
 */
export function movedPods(
  targets: readonly EndpointTarget[],
  before: readonly Pod[],
  after: readonly Pod[] | null,
): Map<string, string> {
  if (after === null) return new Map();
  const [then, now] = [byName(before), byName(after)];
  return new Map(
    targets.flatMap(({ id, namespace, pod }): [string, string][] => {
      const known = pod === null ? undefined : then.get(`${namespace}/${pod}`);
      const why = known && whyMoved(known, now.get(`${namespace}/${pod}`));
      return why ? [[id, `Pod ${namespace}/${pod} ${why} while the probe dialled.`]] : [];
    }),
  );
}

function whyMoved(before: Pod, after: Pod | undefined): string | null {
  if (!after) return 'was deleted';
  if (after.metadata?.uid !== before.metadata?.uid) return 'was replaced by another of its name';
  if (after.status?.podIP !== before.status?.podIP) return 'got another address';
  const ends = after.metadata?.deletionTimestamp !== undefined;
  return ends && before.metadata?.deletionTimestamp === undefined ? 'began to end' : null;
}

/** A row about a pod that did not stay: whatever was seen may be another's. */
export function withMoved<T extends Judgement>(row: T, why: string | undefined): T {
  return why === undefined ? row : { ...row, ...inconclusive('pod-moved', `${row.detail} ${why}`) };
}

function byName(pods: readonly Pod[]): Map<string, Pod> {
  return new Map(pods.map((pod) => [`${pod.metadata?.namespace}/${pod.metadata?.name}`, pod]));
}
