import type { Observation } from '../model/observation.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { EndpointTarget } from '../model/target.ts';
import type { EndpointRow, Judgement } from '../model/verdict.ts';
import { observedMode } from '../observe/mode.ts';
import { confounded } from './confounded.ts';
import { inconclusive, type JudgeContext, sentence, voidedBy } from './judgement.ts';
import { stoppedAtEndpoint } from './network.ts';
import { judgeAmbient } from './server/ambient.ts';
import { withAuthorization } from './server/authorization.ts';
import { judgeDisable } from './server/disable.ts';
import { type EndpointFacts, endpointFacts, seenInFull } from './server/facts.ts';
import { raiseFloor } from './server/floor.ts';
import { acceptedForgery } from './server/forged.ts';
import { judgeGateway } from './server/gateway.ts';
import { withGreeting } from './server/greeting.ts';
import { judgePermissive } from './server/permissive.ts';
import { withReadiness } from './server/readiness.ts';
import { judgeStrict } from './server/strict.ts';
import { type ZtunnelFacts, ztunnelFacts, ztunnelMode } from './server/ztunnel.ts';
import { unsettled } from './settled.ts';
import { withValidity } from './shown/validity.ts';
import { withinLimits } from './tls-limits.ts';

const RULES = { STRICT: judgeStrict, PERMISSIVE: judgePermissive, DISABLE: judgeDisable };

/**
 * Judges one endpoint port: what it accepted and refused against its declared mode (design section 6, server side). `answered`: a mesh
 * client got an answer from it through its sidecar.
 */
export function judgeEndpoint(
  target: EndpointTarget,
  prediction: EndpointPrediction,
  observations: readonly Observation[],
  context: JudgeContext,
  answered = false,
): EndpointRow {
  const own = observations.filter((observation) => observation.target === target.id);
  const certificates = observedMode(own);
  const facts = endpointFacts(target, certificates, own, context.clientElsewhere);
  const ambient = prediction.dataPlane.kind === 'ambient' && prediction.effective !== 'NONE';
  const ztunnel = ambient ? ztunnelFacts(facts, own) : null;
  const observed = ztunnel ? ztunnelMode(ztunnel, certificates) : certificates;
  const seen = { inFull: seenInFull(facts), observations: own };
  const judged = judge(facts, ztunnel, prediction, own, context, answered);
  const judgement = withValidity(
    confounded(judged, prediction.confounders ?? [], seen),
    own,
    context.now ?? null,
  );
  return { target, prediction, observed, observations: own, ...withoutVoid(judgement, own) };
}

/** What outside shows to be open is open, whatever became of the mesh client beside it; anything else rests on both. */
function withoutVoid(judgement: Judgement, observations: readonly Observation[]): Judgement {
  const { verdict, doubt, detail } = judgement;
  const whole = !observations.some(({ reason }) => reason === 'control-failed');
  if (whole || doubt === 'control-failed' || (verdict !== 'match' && verdict !== 'inconclusive'))
    return judgement;
  return voidedBy('with the mesh certificate', detail);
}

function judge(
  facts: EndpointFacts,
  ztunnel: ZtunnelFacts | null,
  prediction: EndpointPrediction,
  observations: readonly Observation[],
  context: JudgeContext,
  answered: boolean,
): Judgement {
  if (!context.controlsOk) {
    return voidedBy('outside the mesh');
  }
  const rule = RULES[prediction.declared.mode];
  const byMode = prediction.gateway
    ? judgeGateway(facts, prediction, prediction.gateway)
    : ztunnel
      ? judgeAmbient(facts, ztunnel, prediction, answered)
      : rule(facts, prediction);
  const authorized = withAuthorization(byMode, facts, prediction);
  const plain = withReadiness(withGreeting(authorized, facts, prediction, context), facts, prediction);
  const judgement = context.require === 'strict' ? raiseFloor(plain, facts, prediction) : plain;
  const forged = judgement.verdict === 'open' ? null : acceptedForgery(observations, prediction);
  if (forged !== null) return forged;
  // Where a rule is not evaluated, or a NetworkPolicy plays a part, only a hard fact counts: an answer to a client without identity.
  const hard = facts.plaintextAnswered || facts.certlessAnswered || facts.applicationSeen;
  if (judgement.verdict === 'open' && hard) return judgement;
  const changing = unsettled(observations);
  if (changing !== null) return changing;
  const stopped = stoppedAtEndpoint(prediction, observations);
  if (stopped !== null) return stopped;
  // Without a proxy the application decides, and here it did: its mesh certificate and its refusal are facts (case C27).
  if (prediction.cause === 'proxyless' && facts.mode === 'STRICT' && seenInFull(facts))
    return { ...judgement, cause: 'proxyless' };
  if (prediction.unsupported === undefined)
    return withinLimits(judgement, prediction, facts.mode, observations);
  return inconclusive('unsupported', sentence(`Not evaluated: ${prediction.unsupported}`));
}
