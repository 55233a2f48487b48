import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Doubt, Judgement } from '../../model/verdict.ts';
import { inconclusive } from '../judgement.ts';

/** Doubts that a pod leaves which is not ready. */
const OF_UNREADY: readonly (Doubt | null)[] = ['no-answer', 'application-not-listening', 'unreachable'];

/** Gives a doubt its reason where the pod was not ready when the objects were read. */
export function withReadiness(judgement: Judgement, { notReady }: EndpointPrediction): Judgement {
  if (notReady === undefined || !OF_UNREADY.includes(judgement.doubt)) return judgement;
  return inconclusive('not-ready', `${judgement.detail.replace(/\.$/, '')}: ${notReady}.`);
}
