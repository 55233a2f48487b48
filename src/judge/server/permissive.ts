import type { Cause, EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import { driftCause, remark } from './cause.ts';
import type { EndpointFacts } from './facts.ts';
import { contradicting, undecided, wrongIdentity } from './undecided.ts';

/** Causes where no proxy stands before the application, so that mesh clients are told to send plaintext (istio-semantics 3). */
const NO_PROXY: readonly (Cause | null)[] = ['no-sidecar', 'host-network', 'no-pod', 'address-family'];

/** Judges a port declared PERMISSIVE: both plaintext and mTLS must be accepted. */
export function judgePermissive(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  if (facts.foreign) return wrongIdentity();
  if (facts.mode === 'STRICT') return observedStrict(facts, prediction);
  if (facts.mode === 'PERMISSIVE') return observedPermissive(facts, prediction);
  if (facts.mode === 'NONE') return observedNone(facts, prediction);
  return undecided(facts);
}

function observedStrict(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const { plaintext } = facts.outcomes;
  if (plaintext === 'closed-after-bytes' || facts.plaintextSpared) {
    return drift('closed', driftCause(facts, prediction), 'The port is STRICT: only mTLS is accepted.');
  }
  if (plaintext === 'not-run')
    return inconclusive('not-run', 'Certificates show STRICT; plaintext was not tried.');
  return contradicting(facts);
}

function observedPermissive(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const { plaintext, mtls } = facts.outcomes;
  const cause = driftCause(facts, prediction);
  if (facts.mtlsRefused) {
    return drift('closed', cause, 'The mesh certificate of the probe was refused.');
  }
  if (plaintext === 'not-run' && !facts.plaintextSpared) {
    return inconclusive('not-run', 'The certificates show PERMISSIVE, but plaintext was not tried.');
  }
  if (mtls === 'not-run') return withoutMtls(facts, prediction);
  if (facts.plaintextAnswered) return plaintextAccepted(facts, prediction);
  if (plaintext === 'closed-after-bytes') return plaintextClosed(facts, cause);
  if (plaintext !== 'silent' && plaintext !== 'not-run') return contradicting(facts);
  // Silence is no proof. What counts then is that TLS without Istio's ALPN was passed on to the application.
  if (facts.mtlsAccepted && facts.applicationSeen) {
    return matching('mTLS was accepted; TLS of another client was passed on to the application.');
  }
  return inconclusive('no-answer', 'The certificates show PERMISSIVE, but plaintext was not answered.');
}

/** The certificates show the mode and plaintext was answered: that is all there is to see from where no mesh client stands. */
function withoutMtls(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  if (!facts.clientElsewhere || !facts.plaintextAnswered)
    return inconclusive('not-run', 'mTLS was not tried.');
  const denied = facts.outcomes.plaintext === 'denied';
  return matching(
    'The certificates show PERMISSIVE and plaintext was accepted; mTLS was tried from elsewhere.',
    denied ? 'access-denied' : remark(facts, prediction),
  );
}

function plaintextAccepted(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  const denied = facts.outcomes.plaintext === 'denied' || facts.outcomes.mtls === 'denied';
  if (!facts.mtlsAccepted || facts.outcomes.mtls === 'silent') return contradicting(facts);
  return matching('Plaintext and mTLS were accepted.', denied ? 'access-denied' : remark(facts, prediction));
}

function plaintextClosed(facts: EndpointFacts, cause: Cause): Judgement {
  const { mtls } = facts.outcomes;
  // An application with its own TLS closes on bytes that are none: plaintext, and a token inside mTLS. It has shown itself to TLS.
  if (
    facts.applicationSeen &&
    (facts.mtlsCutShort || facts.mtlsAccepted) &&
    facts.target.portClass !== 'HTTP'
  ) {
    return matching('mTLS was accepted; TLS of another client was passed on to the application.');
  }
  if (facts.mtlsAccepted && mtls !== 'silent') {
    return drift('closed', cause, 'mTLS was answered, but plaintext was refused.');
  }
  if (mtls === 'closed-after-bytes' && facts.target.portClass !== 'HTTP') {
    return inconclusive(
      'application-not-listening',
      'Plaintext and mTLS were both closed without an answer.',
    );
  }
  if (mtls === 'closed-after-bytes' || mtls === 'silent') {
    return inconclusive('no-answer', 'Neither plaintext nor mTLS was answered.');
  }
  return contradicting(facts);
}

function observedNone(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  if (!facts.plaintextAnswered && !facts.applicationSeen) return undecided(facts);
  if (facts.mtlsAccepted) return contradicting(facts);
  const foreseen = remark(facts, prediction);
  if (foreseen === 'proxy-port')
    return matching('The sidecar’s own port answered in plaintext, as it does under any policy.', foreseen);
  if (prediction.effective === 'NONE' && NO_PROXY.includes(foreseen)) {
    return matching(
      'The application answered without a proxy, and mesh clients are told to send plaintext.',
      foreseen,
    );
  }
  return drift(
    'closed',
    driftCause(facts, prediction),
    'Nothing ends mTLS at this port, so clients that send mTLS are refused.',
  );
}
