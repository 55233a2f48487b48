import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift } from '../judgement.ts';
import { agrees } from './cause.ts';
import type { EndpointFacts } from './facts.ts';
import { judgeStrict } from './strict.ts';

/** Applies `--require strict` to a port whose declared mode is weaker: what would be open under STRICT is open here too. */
export function raiseFloor(
  judgement: Judgement,
  facts: EndpointFacts,
  prediction: EndpointPrediction,
): Judgement {
  if (prediction.declared.mode === 'STRICT') return judgement;
  const asStrict = judgeStrict(facts, prediction);
  // A match with a weaker mode is below the floor even where no answer came back.
  if (asStrict.verdict !== 'open' && judgement.verdict !== 'match') return judgement;
  const seen = asStrict.verdict === 'open' ? asStrict.detail : judgement.detail;
  return drift(
    'open',
    // The weaker policy itself is the reason where the wire does what was predicted.
    agrees(facts, prediction) ? prediction.cause : 'unknown',
    `Below the floor of --require strict (declared ${prediction.gateway ?? prediction.declared.mode}): ${seen}`,
  );
}
