import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import type { EndpointFacts } from './facts.ts';
import { identityLessAnswer } from './strict.ts';
import { contradicting, undecided, wrongIdentity } from './undecided.ts';

/**
 * Judges a port of an ambient pod. ztunnel shows no certificate on it: under STRICT it closes every connection at once, else the bytes
 * go to the application (measured.md section 6). An identity counts over HBONE only, so what a refusal means is known only where a
 * client with an identity was answered (`answered`).
 */
export function judgeAmbient(
  facts: EndpointFacts,
  prediction: EndpointPrediction,
  answered: boolean,
): Judgement {
  const { mode } = prediction.declared;
  const hard = identityLessAnswer(facts);
  if (mode === 'STRICT' && hard !== null) return drift('open', openCause(prediction), hard);
  if (facts.foreign) return wrongIdentity();
  // A certificate of the mesh on the port itself is a sidecar's.
  if (facts.mode !== 'NONE' && facts.mode !== null) return contradicting(facts);
  if (facts.plaintextAnswered || facts.applicationSeen) return reachedApplication(facts, prediction);
  return refusedByZtunnel(facts) ? refused(prediction, answered) : undecided(facts);
}

function reachedApplication(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const seen = facts.plaintextAnswered ? 'Plaintext was accepted' : 'TLS without an identity was passed on';
  if (prediction.declared.mode === 'DISABLE' && facts.plaintextAnswered) {
    return matching(`${seen}; in ambient mode HBONE is accepted beside it.`, 'ambient-disable');
  }
  return inconclusive(
    'hbone-not-dialled',
    `${seen}, as declared; whether mTLS (HBONE) is accepted was not tried.`,
  );
}

function refused(prediction: EndpointPrediction, answered: boolean): Judgement {
  const { cause, effective } = prediction;
  const strict = prediction.declared.mode === 'STRICT';
  if (!answered || cause === 'access-denied') {
    const also = cause === 'access-denied' ? ' An AuthorizationPolicy takes part.' : '';
    return inconclusive(
      'hbone-not-dialled',
      `Every connection was closed at once, as ztunnel does under STRICT and where nothing listens.${also}`,
      strict ? null : cause,
    );
  }
  const detail = 'Every connection without an identity was closed at once; a mesh client was answered.';
  if (strict) return matching(detail);
  const foreseen = effective === 'STRICT' || cause === 'ambient-history';
  return drift('closed', foreseen ? cause : 'unknown', detail);
}

/** ztunnel accepts a connection and closes it without a byte, whatever is said on it: all four dials must have met that. */
function refusedByZtunnel({ outcomes, closedUnsaid }: EndpointFacts): boolean {
  const { plaintext, ...tls } = outcomes;
  const closed = plaintext === 'closed-after-bytes' || closedUnsaid;
  return closed && Object.values(tls).every((outcome) => outcome === 'closed-after-bytes');
}

/** What was foreseen to open a STRICT port; an AuthorizationPolicy opens none. */
function openCause({ cause, effective }: EndpointPrediction) {
  const foreseen = effective !== 'STRICT' || cause === 'ambient-history';
  return foreseen ? cause : 'unknown';
}
