import { setTimeout as sleep } from 'node:timers/promises';
import type { NotRunReason, ProbeLine } from '../model/observation.ts';
import type { Batch, ProbePlan } from '../model/plan.ts';
import { type Look, readLook } from './look.ts';
import { firstLook, isSettled, nextLook, PAUSES, type Seen, settledLines } from './looks.ts';
import { controlsThenPrepare } from './prepare.ts';
import type { RoleContext } from './recipes.ts';
import { type DialLine, runBatch } from './run-batch.ts';
import type { Settings } from './settings.ts';

/** Runs all that the plan has for the role and writes its lines, at most until `signal` aborts; every dial gets a line. */
export async function runRole(
  settings: Settings,
  signal: AbortSignal,
  write: (line: ProbeLine) => void,
): Promise<void> {
  const { plan, role } = settings;
  const batches = plan.batches[role];
  write({ type: 'start', role, node: process.version });
  const prepared = await controlsThenPrepare(settings, signal, write);
  if (typeof prepared === 'string') {
    for (const batch of batches) {
      for (const dial of batch.dials) {
        write({ type: 'not-run', target: batch.target, dial, reason: prepared satisfies NotRunReason });
      }
    }
    return;
  }
  await lookAtAll(batches, plan, prepared, write);
}

/** Dials every target, and those again that are not as predicted or may be about to change; all between two pauses at a time. */
async function lookAtAll(
  batches: readonly Batch[],
  { concurrency, expectations = [], settle = 0 }: ProbePlan,
  context: RoleContext,
  write: (line: ProbeLine) => void,
): Promise<void> {
  const { signal } = context;
  const start = performance.now();
  const hasTime = () => performance.now() - start < settle;
  const finish = (seen: Seen) => settledLines(seen, settle > 0).forEach(write);
  const look = async (batch: Batch): Promise<Look> => {
    const lines: DialLine[] = [];
    await runBatch(batch, context, (line) => lines.push(line));
    return readLook(batch, lines, expectations, performance.now());
  };
  let open: { batch: Batch; seen: Seen }[] = [];
  const keep = (batch: Batch, seen: Seen) => {
    if (signal.aborted || isSettled(seen, hasTime())) finish(seen);
    else open.push({ batch, seen });
  };
  await inTurns(batches, concurrency, async (batch) => keep(batch, firstLook(await look(batch))));
  for (let round = 0; open.length > 0; round++) {
    await sleep(PAUSES[Math.min(round, PAUSES.length - 1)], undefined, { signal }).catch(() => undefined);
    const again = open;
    open = [];
    await inTurns(again, concurrency, async ({ batch, seen }) => {
      if (signal.aborted) return finish(seen);
      const next = await look(batch);
      // A look that was cut off tells nothing.
      if (signal.aborted) finish(seen);
      else keep(batch, nextLook(seen, next));
    });
  }
}

/** Does something with every item, so many at a time. */
async function inTurns<T>(
  items: readonly T[],
  places: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, places) }, worker));
}
