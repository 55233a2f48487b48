import type { Evidence } from '../model/observation.ts';
import type { createRecorder } from './recorder.ts';

interface AttemptInput {
  recorder: ReturnType<typeof createRecorder>;
  /** Longest time for one step, in milliseconds. */
  timeout: number;
  signal: AbortSignal;
  /** Ends all connections; called once nothing more counts. */
  release(): void;
  resolve(evidence: Evidence): void;
  reject(reason: unknown): void;
}

/** The life of one dial: one timer at a time, and an end that waits for what may still come behind it. */
export interface Attempt {
  /** Begins the first step, or rejects where `signal` has aborted already; false then. */
  begin(): boolean;
  /** Gives the time of a step to the step that begins. */
  arm(): void;
  /** Does something later in place of all that was to be done. */
  after(delay: number, action: () => void): void;
  /** It is over in this way, unless a second event within `SETTLE` says more. */
  ending(end: Evidence['end']): void;
  /** It is over at once. */
  finish(end: Evidence['end']): void;
  fail(reason: unknown): void;
  /** Nothing more counts: sockets that were destroyed still say that they closed. */
  left(): boolean;
  /** An end was seen. */
  over(): boolean;
}

/** Time for a second event (an alert behind a reset, the end behind an error) to be seen. */
const SETTLE = 30;

export function createAttempt({
  recorder,
  timeout,
  signal,
  release,
  resolve,
  reject,
}: AttemptInput): Attempt {
  let timer: NodeJS.Timeout | undefined;
  let first: Evidence['end'] | null = null;
  let left = false;

  const leave = () => {
    left = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    release();
  };
  const abort = () => fail(signal.reason);
  const fail = (reason: unknown) => {
    leave();
    reject(reason);
  };
  const finish = (end: Evidence['end']) => {
    leave();
    resolve(recorder.finish(end));
  };
  const after = (delay: number, action: () => void) => {
    clearTimeout(timer);
    if (!left) timer = setTimeout(action, delay);
  };
  const arm = () => after(timeout, () => finish('timeout'));
  const ending = (end: Evidence['end']) => {
    first ??= end;
    const how = first;
    after(SETTLE, () => finish(how));
  };
  const begin = () => {
    if (signal.aborted) {
      abort();
      return false;
    }
    signal.addEventListener('abort', abort, { once: true });
    arm();
    return true;
  };
  return { begin, arm, after, ending, finish, fail, left: () => left, over: () => first !== null };
}
