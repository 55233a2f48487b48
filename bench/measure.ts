/** One figure of a bench. `value` above `limit` is a failure. */
export interface Measure {
  value: number;
  limit: number;
  unit: string;
  detail: string;
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Milliseconds that a task takes. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/** Ratio of medians of two tasks, run in turn so that both see the same machine. */
export async function ratio(
  rounds: number,
  subject: () => Promise<number>,
  base: () => Promise<number>,
): Promise<{ value: number; detail: string }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    theirs.push(await base());
    ours.push(await subject());
  }
  const value = Math.round((median(ours) / median(theirs)) * 100) / 100;
  return {
    value,
    detail: `${Math.round(median(ours))} ms over ${Math.round(median(theirs))} ms, ${rounds} rounds`,
  };
}
