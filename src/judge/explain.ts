import { CATALOGUE } from '../catalogue/catalogue.ts';
import type { Entry } from '../catalogue/entry.ts';
import type { Judgement } from '../model/verdict.ts';

/** The catalogue entry that explains a judgement: its doubt when inconclusive, else its cause; null for a plain match. */
export function explain(judgement: Pick<Judgement, 'cause' | 'doubt'>): Entry | null {
  if (judgement.doubt !== null) return CATALOGUE.doubt[judgement.doubt];
  return judgement.cause === null ? null : CATALOGUE.cause[judgement.cause];
}
