import type { Verdict } from '../model/verdict.ts';

/** How many rows have each verdict. */
export function countVerdicts(rows: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const total: Record<Verdict, number> = {
    match: 0,
    open: 0,
    closed: 0,
    broken: 0,
    plaintext: 0,
    inconclusive: 0,
    excepted: 0,
  };
  for (const row of rows) total[row.verdict] += 1;
  return total;
}
