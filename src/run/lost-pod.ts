import { VerifyError } from '../model/errors.ts';
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
  if (status?.phase === 'Failed' && status.reason) return true;
  // A classic sidecar keeps the pod from ending, so that the Job does not know of it.
  if (status?.phase !== 'Failed' && spec?.containers?.some(({ name }) => name === 'istio-proxy'))
    return false;
  return (status?.containerStatuses ?? []).some(({ state }) =>
    KILLED.includes(state?.terminated?.exitCode ?? 0),
  );
}

/** What to say of a lost pod that nothing else explains. */
export function lostError({ metadata }: Pod): VerifyError {
  return new VerifyError(
    'POD_FAILED',
    `the probe pod ${printable(metadata?.name ?? '')} was deleted before its result was read`,
    'run again; if it stays, look for what deletes pods of the namespace: a drained node, a controller, a policy',
  );
}
