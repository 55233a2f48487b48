import { type ErrorCode, VerifyError } from '../model/errors.ts';
import type { Pod } from '../model/kubernetes.ts';
import { printable } from '../util/text.ts';

/** Exit codes of a container that was killed (128 + SIGKILL, SIGTERM). */
const KILLED = [137, 143];

/**
 * Whether a probe pod was taken away rather than failed by itself: evicted, pre-empted, deleted, out of memory, its node gone. The
 * Job makes another one in its place once (`backoffLimitPerIndex`), which may well succeed.
 */
export function isLost({ metadata, spec, status }: Pod): boolean {
  if (metadata?.deletionTimestamp !== undefined) return true;
  if (status?.phase === 'Unknown' || (status?.phase === 'Failed' && status.reason)) return true;
  // A classic sidecar keeps the pod from ending, so that the Job does not know of it.
  if (status?.phase !== 'Failed' && spec?.containers?.some(({ name }) => name === 'istio-proxy'))
    return false;
  return (status?.containerStatuses ?? []).some(({ state }) =>
    KILLED.includes(state?.terminated?.exitCode ?? 0),
  );
}

/** Why the control plane deletes a pod, by the reason of its condition DisruptionTarget. */
const BY_DISRUPTION: Readonly<Record<string, ErrorCode>> = {
  DeletionByTaintManager: 'NODE_LOST',
  DeletionByPodGC: 'NODE_LOST',
  PreemptionByScheduler: 'EVICTED',
  EvictionByEvictionAPI: 'EVICTED',
  TerminationByKubelet: 'EVICTED',
};
/** Why the kubelet ends a pod, by the reason of its status. */
const BY_REASON: Readonly<Record<string, ErrorCode>> = {
  Evicted: 'EVICTED',
  Preempting: 'EVICTED',
  NodeLost: 'NODE_LOST',
  NodeShutdown: 'NODE_LOST',
  Terminated: 'NODE_LOST',
  Shutdown: 'NODE_LOST',
};

/** Names what took a pod away; null for a pod that is there. */
export function lossOf({ metadata, spec, status }: Pod): VerifyError | null {
  const name = `the probe pod ${printable(metadata?.name ?? '')}`;
  const node = spec?.nodeName === undefined ? '' : ` (node ${printable(spec.nodeName)})`;
  const { phase, reason = '', message = '', conditions = [] } = status ?? {};
  if (phase === 'Unknown') return new VerifyError('NODE_LOST', `nothing is heard of ${name}${node} any more`);
  if (phase === 'Failed' && reason !== '') {
    const said = printable(`${reason} ${message}`, 400);
    return new VerifyError(BY_REASON[reason] ?? 'POD_FAILED', `${name}${node} was ended: ${said}`);
  }
  if (metadata?.deletionTimestamp === undefined) return null;
  const disrupted = conditions.find(({ type, status }) => type === 'DisruptionTarget' && status === 'True');
  const why = printable(disrupted?.reason ?? '');
  const code = BY_DISRUPTION[why] ?? 'POD_DELETED';
  return new VerifyError(code, `${name}${node} was deleted before its result was read${why && `: ${why}`}`);
}

/** The same for a pod that is known to be lost, if only because another has taken its place. */
export function lostError(pod: Pod): VerifyError {
  const name = printable(pod.metadata?.name ?? '');
  return (
    lossOf(pod) ??
    new VerifyError('POD_DELETED', `the probe pod ${name} went before its result was read, for another`)
  );
}
