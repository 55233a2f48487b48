import type { Cause, EndpointPrediction } from '../../model/prediction.ts';
import type { EndpointFacts } from './facts.ts';

/** Whether the wire did what was predicted: the mode where the certificates show one, and the plaintext outcome. */
export function agrees(facts: EndpointFacts, prediction: EndpointPrediction): boolean {
  const { kind } = prediction.dataPlane;
  // ztunnel shows no certificate on the port of the application, whatever it enforces.
  const hidden = kind === 'ambient' || prediction.effective === 'DISABLE';
  const effective = hidden ? 'NONE' : prediction.effective;
  if (facts.mode !== null && facts.mode !== effective) return false;
  const outcome = facts.outcomes.plaintext;
  const expected = prediction.outcomes.plaintext;
  return outcome === 'not-run' || expected.length === 0 || expected.includes(outcome);
}

/** The cause of a drift: what was predicted if that is what was seen, else `unknown` (design section 2). */
export function driftCause(facts: EndpointFacts, prediction: EndpointPrediction): Cause {
  return agrees(facts, prediction) ? (prediction.cause ?? 'unknown') : 'unknown';
}

/** The predicted cause as a remark on a match; null when the wire did something else. */
export function remark(facts: EndpointFacts, prediction: EndpointPrediction): Cause | null {
  return agrees(facts, prediction) ? prediction.cause : null;
}
