import { DRIFTS, type Drift } from '../model/exception.ts';
import type { Verdict } from '../model/verdict.ts';

/** Whether a verdict says that observed differs from declared, and nothing allows it. */
export function isDrift(verdict: Verdict): verdict is Drift {
  return DRIFTS.some((drift) => drift === verdict);
}
