import type { Cause } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import { endpointDown } from './endpoint-state.ts';
import type { ServiceFacts } from './facts.ts';

/** Judges a Service port whose server was reached: was it reached as predicted, and encrypted as declared. */
export function judgeReached(facts: ServiceFacts): Judgement {
  const { encrypted, expected, prediction } = facts;
  if (encrypted === false && expected === true) {
    return drift('plaintext', 'unknown', 'The request was answered, and it was sent unencrypted.');
  }
  if (prediction.reachable === 'none') {
    return inconclusive('contradiction', 'The Service answered, though it was predicted to be unreachable.');
  }
  if (encrypted === null) {
    const unknown = passedOn(facts);
    if (unknown !== null) return unknown;
    return inconclusive('no-counters', 'The Service answered; whether encrypted is not known.');
  }
  if (expected === null) {
    return inconclusive(
      'no-counters',
      'The Service answered; which of its different endpoints is not known.',
    );
  }
  if (encrypted !== expected) {
    return inconclusive('contradiction', 'The connection was encrypted, though plaintext was predicted.');
  }
  if (prediction.reachable === 'some') {
    // One dial meets one endpoint. What a client gets from the others was not tried.
    return inconclusive(
      'not-run',
      'One endpoint answered as predicted; others are predicted to be unreachable and were not dialled.',
      prediction.cause,
    );
  }
  if (!encrypted) return matching('Answered in plaintext, as the policies say.', remark(facts));
  if (facts.concluded) {
    return matching('Answered; every endpoint refuses plaintext, so it was encrypted.', remark(facts));
  }
  return matching('Answered, and every connection was encrypted.', remark(facts));
}

/** A sidecar that does not know the Service has no counters for it, and adds no TLS to what it passes on (istio-semantics 3.1). */
function passedOn({ prediction, rows }: ServiceFacts): Judgement | null {
  const [first] = prediction.client;
  if (!first || prediction.client.some(({ policy }) => policy.source !== 'passthrough')) return null;
  const detail = `The Service answered to what was passed on as it is, without mTLS. ${first.policy.reason}`;
  const family = rows.some((row) => row.prediction.cause === 'address-family');
  return inconclusive('no-counters', detail, family ? 'address-family' : 'host-not-visible');
}

function remark({ observation, rows }: ServiceFacts): Cause | null {
  if (observation.outcome === 'denied') return 'access-denied';
  const down = observation.evidence?.http?.status === 503 && rows.some(endpointDown);
  return down ? 'application-not-listening' : null;
}
