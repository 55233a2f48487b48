import type { Judgement } from '../model/verdict.ts';
import { CAUSE_CATALOGUE, type Explanation } from './causes.ts';
import { DOUBT_CATALOGUE } from './doubts.ts';

/** The catalogue entry that explains a judgement: its doubt when inconclusive, else its cause; null for a plain match. */
export function explain(judgement: Judgement): Explanation | null {
  if (judgement.doubt !== null) return DOUBT_CATALOGUE[judgement.doubt];
  return judgement.cause === null ? null : CAUSE_CATALOGUE[judgement.cause];
}
