import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import { closing, refuser } from './authorization.ts';
import type { EndpointFacts } from './facts.ts';
import { identityLessAnswer } from './strict.ts';
import { contradicting, undecided, wrongIdentity } from './undecided.ts';
import type { Tunnel, ZtunnelFacts } from './ztunnel.ts';

const ENDED = 'Every connection without an identity was closed at once';

/**
 * Judges a port of an ambient pod. ztunnel shows no certificate on it: under STRICT it closes every connection at once, else the bytes
 * go to the application (measured.md section 6). A port without a listener and an AuthorizationPolicy look like that too; what HBONE meets
 * tells them apart, or else a mesh client that was answered (`answered`).
 */
export function judgeAmbient(
  facts: EndpointFacts,
  seen: ZtunnelFacts,
  prediction: EndpointPrediction,
  answered: boolean,
): Judgement {
  const hard = identityLessAnswer(facts);
  if (prediction.declared.mode === 'STRICT' && hard !== null)
    return drift('open', openCause(prediction), hard);
  if (facts.foreign) return wrongIdentity();
  // A certificate of the mesh on the port itself is a sidecar's.
  if (facts.mode !== 'NONE' && facts.mode !== null) return contradicting(facts);
  if (seen.tunnel === 'refused' && (seen.letsIn || seen.refuses))
    return drift('closed', 'unknown', 'The mesh certificate of the probe was refused over HBONE.');
  if (seen.letsIn) return letIn(facts, seen.tunnel, prediction);
  return seen.refuses ? refused(seen.tunnel, prediction, answered) : undecided(facts);
}

function letIn(facts: EndpointFacts, tunnel: Tunnel, { declared }: EndpointPrediction): Judgement {
  const met = facts.plaintextAnswered ? 'Plaintext was accepted' : 'TLS without an identity was passed on';
  if (declared.mode === 'DISABLE' && facts.plaintextAnswered)
    return matching(`${met}; in ambient mode HBONE is accepted beside it.`, 'ambient-disable');
  switch (tunnel) {
    case 'open':
      return matching(`${met}, and so was mTLS (HBONE).`);
    case 'denied':
      return matching(
        `${met}; over HBONE an AuthorizationPolicy refused the probe, after mTLS.`,
        'access-denied',
      );
    case 'no-listener':
    case 'wrong-address':
      return inconclusive('contradiction', `${met}, but ${WORDS[tunnel]}.`);
    case 'refused':
    case 'failed':
    case 'not-tried':
      return inconclusive(unproved(tunnel), `${met}, as declared; but ${WORDS[tunnel]}.`);
  }
}

function refused(tunnel: Tunnel, prediction: EndpointPrediction, answered: boolean): Judgement {
  const { authorization = {} } = prediction;
  switch (tunnel) {
    case 'open':
      return refusedByMode('HBONE was accepted', prediction);
    case 'denied': {
      const by = closing(authorization.mtls);
      return inconclusive(
        'authorization',
        `${ENDED}, and ${WORDS.denied}${by ? `: ${refuser(by)}` : ''}. It may close plaintext too.`,
      );
    }
    case 'no-listener':
      return inconclusive('application-not-listening', `${ENDED}, but ${WORDS[tunnel]}.`);
    case 'wrong-address':
      return inconclusive('contradiction', `${ENDED}, but ${WORDS[tunnel]}.`);
    case 'refused':
    case 'failed':
    case 'not-tried':
      if (answered) return refusedByMode('a mesh client was answered', prediction);
      return inconclusive(unproved(tunnel), `${ENDED}, as where nothing listens; and ${WORDS[tunnel]}.`);
  }
}

/** An identity was let in to an application that listens, and no identity was not. */
function refusedByMode(proof: string, prediction: EndpointPrediction): Judgement {
  const { declared, effective, cause, authorization } = prediction;
  const closer = closing(authorization?.plaintext);
  if (closer) return inconclusive('authorization', `${ENDED}, and ${proof}; but ${refuser(closer)} as well.`);
  if (declared.mode === 'STRICT') return matching(`${ENDED}; ${proof}.`);
  const foreseen = effective === 'STRICT' || cause === 'ambient-history';
  return drift('closed', foreseen ? cause : 'unknown', `${ENDED}; ${proof}.`);
}

/** What is said of a tunnel that did not open. */
const WORDS = {
  denied: 'ztunnel answered 401 to the probe, which an AuthorizationPolicy makes it do',
  'no-listener': 'ztunnel answered 503 to HBONE: the application does not listen',
  'wrong-address': 'ztunnel does not take the address for that of the pod',
  refused: 'the mesh certificate was refused over HBONE',
  failed: 'HBONE got no answer',
  'not-tried': 'HBONE was not tried',
} as const satisfies Record<Exclude<Tunnel, 'open'>, string>;

function unproved(tunnel: Tunnel) {
  return tunnel === 'not-tried' ? 'hbone-not-dialled' : 'hbone-failed';
}

/** What was foreseen to open a STRICT port; an AuthorizationPolicy opens none. */
function openCause({ cause, effective }: EndpointPrediction) {
  const foreseen = effective !== 'STRICT' || cause === 'ambient-history';
  return foreseen ? cause : 'unknown';
}
