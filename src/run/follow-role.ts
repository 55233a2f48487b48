import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../cluster/api-error.ts';
import type { KubeClient } from '../cluster/client.ts';
import { explain } from '../cluster/explain.ts';
import { followLog } from '../cluster/log.ts';
import { VerifyError } from '../model/errors.ts';
import type { ContainerState } from '../model/kubernetes.ts';
import { printable } from '../util/text.ts';

/** How the log of one role ended. */
export type RoleEnd =
  | { state: 'complete' }
  | { state: 'failed'; error: VerifyError }
  | { state: 'unfinished'; why: string };

interface RoleInput {
  client: KubeClient;
  place: { namespace: string; pod: string; container: string };
  signal: AbortSignal;
  /** The container's end as last seen, if it has ended. */
  terminated(): ContainerState['terminated'];
  sink(chunk: string): boolean;
}

const RETRY_AFTER = 200;
/** Log lines of a failed container that go into the message. */
const TAIL = 300;

/**
 * Reads one container's log to its end marker. A log stream that breaks off is read again from the start; the frames'
 * sequence numbers drop what is known. Null when `signal` aborted first.
 */
export async function followRole(input: RoleInput): Promise<RoleEnd | null> {
  let tail = '';
  while (!input.signal.aborted) {
    // Ended before this read began: then the read is complete, and a missing marker will not come any more.
    const ended = input.terminated();
    try {
      for await (const chunk of followLog(input.client, input.place, input.signal)) {
        tail = (tail + chunk).slice(-TAIL);
        if (input.sink(chunk)) return { state: 'complete' };
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if ([401, 403].includes(error.status)) throw explain(error, `read the log of ${input.place.pod}`);
    }
    // A line that was cut off must not run into the first one of the next read.
    input.sink('\n');
    if (ended) return { state: 'failed', error: endedError(input, ended, tail) };
    await sleep(RETRY_AFTER, undefined, { signal: input.signal }).catch(() => undefined);
  }
  return null;
}

function endedError(
  { place }: RoleInput,
  ended: NonNullable<ContainerState['terminated']>,
  tail: string,
): VerifyError {
  const said = printable(ended.message ?? '', TAIL) || printable(tail, TAIL);
  return new VerifyError(
    'POD_FAILED',
    `container ${place.container} of ${place.pod} ended without its result (${printable(ended.reason ?? '')}, exit code ${ended.exitCode}): ${said}`,
    'the image must have Node 18 or newer on its PATH; see --image',
  );
}
