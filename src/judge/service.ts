import type { Observation } from '../model/observation.ts';
import type { Confounder, ServicePrediction } from '../model/prediction.ts';
import type { ServiceTarget } from '../model/target.ts';
import type { EndpointRow, Judgement, ServiceRow } from '../model/verdict.ts';
import { serviceFacts } from './client/facts.ts';
import { withClientGreeting } from './client/greeting.ts';
import { judgeReached } from './client/reached-rules.ts';
import { withSetting } from './client/setting.ts';
import { judgeUnreached } from './client/unreached-rules.ts';
import { confounded } from './confounded.ts';
import { inconclusive, type JudgeContext, sentence, voidedBy } from './judgement.ts';
import { networkPolicy } from './network.ts';
import { unsettled } from './settled.ts';

/** Judges one Service port as a mesh client meets it through its own sidecar (design section 6, client side). */
export function judgeService(
  target: ServiceTarget,
  prediction: ServicePrediction,
  observation: Observation | null,
  endpointRows: readonly EndpointRow[],
  context: JudgeContext,
): ServiceRow {
  const made = observation !== null && observation.outcome !== 'not-run';
  const facts = made ? serviceFacts(target, prediction, observation, endpointRows) : null;
  const judgement = ((): Judgement => {
    if (!context.controlsOk) {
      return voidedBy('behind a sidecar');
    }
    const changing = observation === null ? null : unsettled([observation]);
    if (changing !== null) return changing;
    if (facts === null && target.endpoints.length === 0)
      return inconclusive('no-endpoint', 'No ready endpoint stands behind the Service port.');
    if (facts === null) return inconclusive('not-run', 'No request was made through the sidecar.');
    const stopped = facts.rows.find((row) => row.prediction.network?.via)?.prediction.network?.via;
    if (facts.reached !== 'yes' && stopped) return networkPolicy(stopped);
    const unsupported = notEvaluated(prediction);
    if (unsupported !== undefined)
      return inconclusive('unsupported', sentence(`Not evaluated: ${unsupported}`));
    const plain = facts.reached === 'yes' ? judgeReached(facts) : judgeUnreached(facts);
    return withSetting(withClientGreeting(plain, facts, context), facts);
  })();
  const found = confounded(judgement, confoundersOf(prediction, facts?.rows ?? []), {
    inFull: facts?.reached === 'yes' && !facts.concluded,
    observations: observation === null ? [] : [observation],
  });
  return { target, prediction, encrypted: facts?.encrypted ?? null, observation, ...found };
}

/** Those of the client and of the endpoints, each once. */
function confoundersOf(prediction: ServicePrediction, rows: readonly EndpointRow[]): Confounder[] {
  const all = [...(prediction.confounders ?? []), ...rows.flatMap((row) => row.prediction.confounders ?? [])];
  return [...new Map(all.map((one) => [one.what, one])).values()];
}

function notEvaluated(prediction: ServicePrediction): string | undefined {
  if (prediction.unsupported !== undefined) return prediction.unsupported;
  return prediction.client.find((entry) => entry.policy.unsupported !== undefined)?.policy.unsupported;
}
