import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import { driftCause, remark } from './cause.ts';
import type { EndpointFacts } from './facts.ts';
import { contradicting, undecided, wrongIdentity } from './undecided.ts';

/** Judges a port declared STRICT. An answer to a client without identity outweighs everything else. */
export function judgeStrict(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const hard = identityLessAnswer(facts);
  if (hard !== null) return drift('open', driftCause(facts, prediction), hard);
  if (facts.foreign) return wrongIdentity();
  if (facts.mode === 'STRICT') return observedStrict(facts, prediction);
  if (facts.mode === 'PERMISSIVE') return observedPermissive(facts, prediction);
  return undecided(facts);
}

/** The proof, in one sentence, that traffic without a mesh identity got an answer; null when there is none. */
export function identityLessAnswer(facts: EndpointFacts): string | null {
  if (facts.outcomes.plaintext === 'denied')
    return 'Plaintext was accepted; only an authorization policy refused.';
  if (facts.plaintextAnswered) return 'Plaintext was accepted and answered.';
  // Envoy sends its alert before any answer, so this was no STRICT sidecar, whatever certificate it showed.
  if (facts.certlessAnswered) return 'TLS without a certificate was accepted and answered.';
  if (facts.applicationSeen && !facts.foreign)
    return 'A client without a mesh certificate reached the application.';
  return null;
}

function observedStrict(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const { plaintext, mtls } = facts.outcomes;
  if (facts.mtlsRefused) {
    return drift('closed', driftCause(facts, prediction), 'The mesh certificate of the probe was refused.');
  }
  if (plaintext === 'not-run' && !facts.plaintextSpared) {
    return inconclusive('not-run', 'The certificates show STRICT, but plaintext was not tried.');
  }
  // A STRICT sidecar resets after the first bytes (measured.md section 2); anything else is not a refusal.
  if (plaintext !== 'closed-after-bytes' && plaintext !== 'not-run') return contradicting(facts);
  // Certificates alone do not refuse anyone: the alert does (measured.md section 2: after the handshake, in every dial).
  if (facts.certlessHeld) return contradicting(facts);
  const refused = plaintext === 'not-run' ? 'TLS without a certificate was refused' : 'Plaintext was refused';
  if (facts.mtlsAccepted) return matching(`${refused}, mTLS was accepted.`, remark(facts, prediction));
  // Every client without an identity was refused, which is what STRICT promises; the sentence says what is missing.
  if (facts.mtlsSpared)
    return matching(`${refused}; mTLS was not part of the run.`, remark(facts, prediction));
  if (mtls === 'not-run') return inconclusive('not-run', `${refused}, but mTLS was not tried.`);
  if (facts.mtlsCutShort && facts.target.portClass !== 'HTTP') {
    const cause = prediction.cause === 'access-denied' ? 'access-denied' : 'application-not-listening';
    return matching(
      `${refused}, the mesh certificate was accepted, then the application closed the connection.`,
      cause,
    );
  }
  if (mtls === 'closed-after-bytes' || mtls === 'silent') {
    return inconclusive('no-answer', `${refused}, but mTLS got no answer either.`);
  }
  return contradicting(facts);
}

function observedPermissive(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const { plaintext, 'tls-plain': tlsPlain, mtls } = facts.outcomes;
  if (plaintext === 'connection-refused' || plaintext === 'unreachable') return contradicting(facts);
  const allClosed = tlsPlain === 'closed-after-bytes' && plaintext !== 'silent';
  // With the application down a STRICT port may end before it shows its certificate (measured.md section 1),
  // which looks like PERMISSIVE. Only a live application makes the difference certain.
  if (allClosed && !facts.mtlsAccepted) {
    return inconclusive('application-not-listening', `Everything was closed, mTLS too (${mtls}).`);
  }
  // A PERMISSIVE HTTP port answers plaintext in any case.
  if (plaintext === 'closed-after-bytes' && facts.target.portClass === 'HTTP') return contradicting(facts);
  return drift(
    'open',
    driftCause(facts, prediction),
    'TLS without the ALPN of Istio was let through to the application: the port is PERMISSIVE.',
  );
}
