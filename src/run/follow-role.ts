import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../cluster/api-error.ts';
import type { KubeClient } from '../cluster/client.ts';
import { explain } from '../cluster/explain.ts';
import { followLog } from '../cluster/log.ts';
import { type ErrorCode, VerifyError } from '../model/errors.ts';
import type { ContainerState } from '../model/kubernetes.ts';
import { endedError, TAIL } from './ended-error.ts';

/** How the log of one role ended. */
export type RoleEnd =
  | { state: 'complete' }
  | { state: 'failed'; error: VerifyError }
  | { state: 'unfinished'; code: ErrorCode; why: string };

interface RoleInput {
  client: KubeClient;
  place: { namespace: string; pod: string; container: string };
  signal: AbortSignal;
  /** The container's end as last seen, if it has ended. */
  terminated(): ContainerState['terminated'];
  sink(chunk: string): boolean;
}

/** Pause before a log that broke off is read again, in milliseconds; longer each time it brings nothing new. */
const PAUSE = 200;
const LONGEST_PAUSE = 3000;
/** Reads of the log of an ended container that may bring nothing new in a row. */
const TRIES = 5;

/**
 * Reads one container's log to its end marker. A log stream that breaks off is read again from the start; the frames'
 * sequence numbers drop what is known. Unfinished when `signal` aborts first.
 */
export async function followRole(input: RoleInput): Promise<RoleEnd> {
  const { client, place, signal } = input;
  let tail = '';
  let unreadable: ApiError | null = null;
  /** Characters that the longest read brought, and reads in a row that brought no more. */
  let longest = 0;
  let fruitless = 0;
  while (!signal.aborted) {
    // Ended before this read began: then the read is complete, and a missing marker will not come any more.
    const ended = input.terminated();
    let length = 0;
    let asked = 0;
    unreadable = null;
    try {
      for await (const chunk of followLog(client, place, signal)) {
        length += chunk.length;
        tail = (tail + chunk).slice(-TAIL);
        if (input.sink(chunk)) return { state: 'complete' };
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if ([401, 403].includes(error.status)) throw explain(error, `read the log of ${place.pod}`);
      unreadable = error;
      asked = error.retryAfter ?? 0;
    }
    // A line that was cut off must not run into the first one of the next read.
    input.sink('\n');
    fruitless = length > longest ? 0 : fruitless + 1;
    longest = Math.max(longest, length);
    if (ended && !unreadable && ended.exitCode !== 0) return failed(endedError(place, ended, tail));
    if (ended && fruitless >= TRIES) {
      return failed(
        unreadable
          ? new VerifyError('LOG_UNREADABLE', sayUnreadable(unreadable))
          : endedError(place, ended, tail),
      );
    }
    const pause = Math.min(PAUSE * 2 ** fruitless, LONGEST_PAUSE);
    await sleep(Math.max(pause, asked), undefined, { signal }).catch(() => undefined);
  }
  if (!unreadable)
    return { state: 'unfinished', code: 'TIMEOUT', why: `container ${place.container} still ran` };
  return { state: 'unfinished', code: 'LOG_UNREADABLE', why: sayUnreadable(unreadable) };

  function sayUnreadable({ message }: ApiError): string {
    return `the log of container ${place.container} cannot be read: ${message}`;
  }
}

function failed(error: VerifyError): RoleEnd {
  return { state: 'failed', error };
}
