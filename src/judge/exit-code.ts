import { NOTE_CATALOGUE } from '../model/notes.ts';
import type { RunNote } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { isDrift } from './drift.ts';

/** Exit code of a run (design section 6): 1 for any drift, else 3 for any doubt or missing part, else 0. */
export function exitCode(
  rows: readonly { verdict: Verdict }[],
  notes: readonly Pick<RunNote, 'code'>[],
): 0 | 1 | 3 {
  const drifting = rows.some(({ verdict }) => isDrift(verdict));
  if (drifting) return 1;
  const incomplete = rows.length === 0 || notes.some(({ code }) => NOTE_CATALOGUE[code].exitCode === 3);
  return incomplete || rows.some(({ verdict }) => verdict === 'inconclusive') ? 3 : 0;
}
