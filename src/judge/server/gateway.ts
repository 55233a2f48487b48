import type { GatewayMode } from '../../model/gateway.ts';
import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { inconclusive, matching } from '../judgement.ts';
import type { EndpointFacts } from './facts.ts';
import { judgeStrict } from './strict.ts';
import { contradicting, undecided, wrongIdentity } from './undecided.ts';

/**
 * Judges a port of a gateway by the mode of its Gateway. The dials name one of its servers where it goes by names; where none can be
 * named it may close them all, and that is no answer (istio-semantics 1.3; case A23).
 */
export function judgeGateway(
  facts: EndpointFacts,
  prediction: EndpointPrediction,
  mode: GatewayMode,
): Judgement {
  if (mode === 'ISTIO_MUTUAL') return judgeStrict(facts, prediction);
  if (facts.foreign) return wrongIdentity();
  // A gateway shows a certificate of the mesh under ISTIO_MUTUAL only.
  if (facts.mode === 'STRICT' || facts.mode === 'PERMISSIVE') return contradicting(facts);
  if (mode === 'PLAINTEXT') return plaintext(facts);
  if (facts.plaintextAnswered) {
    return inconclusive('not-in-force', `The port is set to ${mode}, but plaintext was answered.`);
  }
  switch (mode) {
    case 'SIMPLE':
    case 'OPTIONAL_MUTUAL':
      return ownTls(facts, 'application-tls', 'asked for none', mode);
    case 'MUTUAL':
      return ownTls(facts, 'certificate-required', 'asked for one', mode);
    case 'PASSTHROUGH':
    case 'AUTO_PASSTHROUGH':
      return inconclusive('unsupported', passedOn(facts, prediction));
    case 'HBONE':
      return inconclusive('hbone-not-dialled', 'A waypoint takes HBONE only, which was not dialled.');
    case 'NONE':
      return undecided(facts);
  }
}

/** What shows its certificate behind such a gateway may be any server, so it proves nothing of the gateway. */
function passedOn({ applicationSeen }: EndpointFacts, { serverName }: EndpointPrediction): string {
  if (serverName === undefined) return 'The gateway passes TLS on by server name, and the dials name none.';
  const met = applicationSeen ? 'met a server that ends it' : 'met none that ends it';
  return `The gateway passes TLS on by server name: plaintext was not answered, and TLS for ${serverName} ${met}.`;
}

function plaintext(facts: EndpointFacts): Judgement {
  if (facts.plaintextAnswered) return matching('Plaintext was accepted, as the gateway is set.', 'gateway');
  return facts.applicationOnBoth ? contradicting(facts) : undecided(facts);
}

/** The gateway ends TLS with a certificate of its own, and refuses plaintext. */
function ownTls(
  facts: EndpointFacts,
  expected: 'application-tls' | 'certificate-required',
  asked: string,
  mode: GatewayMode,
): Judgement {
  const { plaintext, 'tls-plain': tls } = facts.outcomes;
  if (tls === expected && facts.applicationSeen && plaintext === 'closed-after-bytes') {
    return matching(
      `Plaintext was refused; the gateway showed its own certificate and ${asked} (${mode}).`,
      'gateway',
    );
  }
  return facts.applicationSeen ? contradicting(facts) : undecided(facts);
}
