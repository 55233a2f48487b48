import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE = 100;

/** Asks until the answer is no longer a text that says why not, or until the time is up; then the last text. */
export async function poll<T extends object>(
  ask: () => Promise<T | string>,
  limit: number,
  signal: AbortSignal,
): Promise<T | string> {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (typeof answer !== 'string' || performance.now() >= end) return answer;
    await sleep(PAUSE, undefined, { signal });
  }
}
