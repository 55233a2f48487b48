import { setMaxListeners } from 'node:events';

/** Signals that abort together with others and after a time, without AbortSignal.any: Node 20 forgets a timeout inside it once memory is collected. */
export function abortAfter(
  parents: readonly AbortSignal[],
  milliseconds?: number,
): { signal: AbortSignal; abort(): void; release(): void } {
  const controller = new AbortController();
  // Every container of every pod waits on it: many listeners are no leak here.
  setMaxListeners(0, controller.signal);
  const abort = () => controller.abort();
  const timer = milliseconds === undefined ? undefined : setTimeout(abort, milliseconds);
  for (const parent of parents) {
    if (parent.aborted) abort();
    else parent.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: controller.signal,
    abort,
    release() {
      clearTimeout(timer);
      for (const parent of parents) parent.removeEventListener('abort', abort);
    },
  };
}
