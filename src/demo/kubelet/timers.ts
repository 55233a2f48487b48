/** Timers in the embedded cluster's own seconds, all cancelled together at the end. */
export interface Timers {
  /** Runs something after a number of seconds; the answer cancels it. */
  after(seconds: number, run: () => void): () => void;
  /** Waits; resolves early, with false, when everything is cancelled. */
  sleep(seconds: number): Promise<boolean>;
  cancelAll(): void;
}

/** Makes timers whose second lasts `second` milliseconds, so that tests need not wait. */
export function createTimers(second: number): Timers {
  const running = new Map<NodeJS.Timeout, () => void>();
  const start = (seconds: number, run: () => void, cancelled: () => void) => {
    const timer = setTimeout(
      () => {
        running.delete(timer);
        run();
      },
      Math.min(seconds * second, 2 ** 31 - 1),
    );
    running.set(timer, cancelled);
    return () => {
      clearTimeout(timer);
      running.delete(timer);
    };
  };
  return {
    after: (seconds, run) => start(seconds, run, () => undefined),
    sleep: (seconds) =>
      new Promise((resolve) => {
        start(
          seconds,
          () => resolve(true),
          () => resolve(false),
        );
      }),
    cancelAll() {
      for (const [timer, cancelled] of running) {
        clearTimeout(timer);
        cancelled();
      }
      running.clear();
    },
  };
}
