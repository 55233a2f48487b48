import type { EndpointPrediction, PolicyEffect } from '../../model/prediction.ts';
import type { Doubt, Judgement } from '../../model/verdict.ts';
import { drift, inconclusive } from '../judgement.ts';
import type { EndpointFacts } from './facts.ts';

/** Doubts that a closed connection leaves. */
const OF_CLOSED: readonly (Doubt | null)[] = ['no-answer', 'application-not-listening'];

/** Corrects a judgement for what AuthorizationPolicies do after the TLS layer has let a connection in (istio-semantics 8.1). */
export function withAuthorization(
  judgement: Judgement,
  facts: EndpointFacts,
  prediction: EndpointPrediction,
): Judgement {
  const { plaintext, mtls } = prediction.authorization ?? {};
  if (
    judgement.verdict === 'match' &&
    facts.plaintextReached &&
    plaintext &&
    plaintext.effect !== 'doubtful'
  ) {
    if (prediction.declared.mode !== 'PERMISSIVE') return judgement;
    const detail = `Plaintext reached the application, though ${named(plaintext)} goes by identities, and plaintext has none.`;
    return drift('open', 'identity-bypassed', detail);
  }
  // An HTTP port is refused with 403, and certificates on both dials prove STRICT whatever closed the connection.
  if (facts.target.portClass === 'HTTP' || facts.mode === 'STRICT') return judgement;
  const closer =
    (facts.outcomes.plaintext === 'closed-after-bytes' && closing(plaintext)) ||
    (facts.outcomes.mtls === 'closed-after-bytes' && closing(mtls));
  const closed = judgement.verdict === 'closed' && !facts.mtlsRefused;
  if (!closer || !(closed || OF_CLOSED.includes(judgement.doubt))) return judgement;
  const how = facts.mtlsAccepted ? 'mTLS was answered, plaintext was closed' : 'Connections were closed';
  return inconclusive('authorization', `${how} without an answer: ${refuser(closer)}.`);
}

/** Says which policy refuses, or may. */
export function refuser({ effect, policy }: PolicyEffect): string {
  return `${named({ effect, policy })} ${effect === 'refused' ? 'refuses' : 'may refuse'} such connections`;
}

/** The effect, where it can close a connection. */
export function closing(effect: PolicyEffect | undefined): PolicyEffect | null {
  return effect && effect.effect !== 'escaped' ? effect : null;
}

function named({ policy }: PolicyEffect): string {
  return `AuthorizationPolicy ${policy.namespace}/${policy.name}`;
}
