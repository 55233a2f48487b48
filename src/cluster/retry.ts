import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-error.ts';

/** Tries of one request, the first included. */
const TRIES = 5;
/** Pause before the second try, in milliseconds; it doubles with each. */
const FIRST_PAUSE = 250;
/** A server that asks for a longer pause than this is not asked again. */
const LONGEST_PAUSE = 15_000;

const TRANSIENT = [429, 500, 502, 503, 504];

/**
 * The pause before a request is made again after so many failures, in milliseconds; null when it is not to be made again. What
 * the server asks for (Retry-After) is kept to.
 */
export function pauseAfter(error: unknown, failures: number): number | null {
  if (!(error instanceof ApiError) || failures >= TRIES) return null;
  if (!TRANSIENT.includes(error.status) && error.reason !== 'Broken') return null;
  const pause = Math.max(FIRST_PAUSE * 2 ** (failures - 1), error.retryAfter ?? 0);
  return pause > LONGEST_PAUSE ? null : pause;
}

/** Makes a request that may be made twice, again when it fails for a reason that passes. Throws the last failure. */
export async function withRetries<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const pause = pauseAfter(error, failures);
      if (pause === null || signal?.aborted) throw error;
      await sleep(pause, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
  }
}
