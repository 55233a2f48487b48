import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import { driftCause, remark } from './cause.ts';
import type { EndpointFacts } from './facts.ts';
import { contradicting, undecided, wrongIdentity } from './undecided.ts';

/** Judges a port declared DISABLE: plaintext must be accepted and no mesh certificate shown. */
export function judgeDisable(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  if (facts.foreign) return wrongIdentity();
  switch (facts.mode) {
    case 'STRICT':
      if (facts.outcomes.plaintext !== 'closed-after-bytes' && !facts.plaintextSpared)
        return contradicting(facts);
      return drift('closed', driftCause(facts, prediction), 'The port is STRICT: only mTLS is accepted.');
    case 'PERMISSIVE':
      return inconclusive('not-in-force', 'The port is PERMISSIVE: it still accepts mTLS.');
    case 'NONE':
      return observedNone(facts, prediction);
    case null:
      return undecided(facts);
  }
}

function observedNone(facts: EndpointFacts, prediction: EndpointPrediction): Judgement {
  if (facts.mtlsAccepted) return contradicting(facts);
  const cause = facts.outcomes.plaintext === 'denied' ? 'access-denied' : remark(facts, prediction);
  if (facts.plaintextAnswered) {
    return matching('Plaintext was accepted and no mesh certificate was shown.', cause);
  }
  // An answer to both TLS dials, one of them with Istio's ALPN, came from the application: nothing stood between.
  if (facts.applicationOnBoth && cause === 'listener-tls')
    return matching('TLS was ended with a certificate of its own, by a listener of a Sidecar.', cause);
  if (facts.applicationOnBoth)
    return matching('The application itself answered the TLS of the probe.', cause);
  return undecided(facts);
}
