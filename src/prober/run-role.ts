import type { NotRunReason, ProbeLine } from '../model/observation.ts';
import { controlsThenPrepare } from './prepare.ts';
import { runBatch } from './run-batch.ts';
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
  let next = 0;
  const worker = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) await runBatch(batch, prepared, write);
  };
  await Promise.all(Array.from({ length: Math.max(1, plan.concurrency) }, worker));
}
