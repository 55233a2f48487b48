import type { Judgement } from '../../model/verdict.ts';
import { drift, inconclusive, matching } from '../judgement.ts';
import { closing, refuser } from '../server/authorization.ts';
import { encryptedByCounters } from './encrypted.ts';
import { endpointAnswers, endpointDown, endpointUnreachable } from './endpoint-state.ts';
import type { ServiceFacts } from './facts.ts';

/** Judges a Service port whose server was not reached through the client's sidecar. */
export function judgeUnreached(facts: ServiceFacts): Judgement {
  const { prediction, observation, rows } = facts;
  const { outcome } = observation;
  if (observation.evidence?.http?.limited) {
    return inconclusive('overloaded', `${describe(facts)} It turned the request away for a limit.`);
  }
  if (facts.reached === 'unclear') {
    return inconclusive('no-answer', 'An answer came back, but it is not known from whom.');
  }
  if (prediction.cause === 'application-not-listening') {
    return inconclusive('application-not-listening', prediction.reason);
  }
  if (prediction.cause === 'server-first' && outcome === 'silent') {
    return inconclusive('no-answer', 'Client and application wait for each other.', 'server-first');
  }
  if (prediction.cause === 'access-denied') {
    return inconclusive('no-answer', 'An authorization policy may have refused.', 'access-denied');
  }
  if (outcome === 'silent' && heldEncrypted(facts)) {
    return matching('The connection was encrypted and kept open; the application said nothing.');
  }
  if (outcome === 'unreachable' && /^(?:ENOTFOUND|EAI_)/.test(observation.evidence?.code ?? '')) {
    return inconclusive('name-not-resolved', `The name was not resolved: ${observation.evidence?.code}.`);
  }
  if (outcome === 'unreachable' || outcome === 'connection-refused') {
    return inconclusive('unreachable', 'The sidecar of the probe could not be reached under that name.');
  }
  if (outcome === 'silent' && (observation.evidence?.wrote === 0 || !rows.some(endpointAnswers))) {
    return inconclusive('no-answer', 'The Service said nothing, and no client may have made it speak.');
  }
  const what = describe(facts);
  if (prediction.reachable === 'none' || prediction.reachable === 'some') {
    if (prediction.cause !== null && foreseen(facts)) return drift('broken', prediction.cause, what);
  }
  if (rows.length === 0) {
    return inconclusive('application-not-listening', `${what} No endpoint of the Service is known.`);
  }
  const closer = rows.map(({ prediction: { authorization } }) => closing(authorization?.mtls)).find(Boolean);
  if (closer && closedByPolicy(facts)) {
    return inconclusive('authorization', `${what} ${refuser(closer)}.`);
  }
  if (rows.some(({ doubt }) => doubt === 'not-ready')) {
    return inconclusive('not-ready', `${what} An endpoint behind it is not ready.`);
  }
  if (rows.some(({ doubt }) => doubt === 'proxy-down')) {
    return inconclusive('proxy-down', `${what} A sidecar behind it refuses connections.`);
  }
  if (rows.some(endpointUnreachable)) {
    return inconclusive(
      'unreachable',
      `${what} An endpoint behind it could not be reached by the probe either.`,
    );
  }
  if (rows.some(endpointDown)) {
    return inconclusive('application-not-listening', `${what} An endpoint behind it does not listen.`);
  }
  if (rows.every(({ doubt }) => doubt === 'identity')) return drift('broken', 'server-identity', what);
  if (prediction.reachable === 'unknown') {
    return inconclusive('no-answer', `${what} What it should be could not be predicted.`);
  }
  return drift('broken', 'unknown', what);
}

/** How a policy refuses at a port that is not HTTP; ztunnel reads no HTTP, and its refusal is an error of the client’s own proxy. */
function closedByPolicy({ target, observation, reached, rows }: ServiceFacts): boolean {
  if (target.portClass !== 'HTTP') return observation.outcome === 'closed-after-bytes';
  return reached === 'local' && rows.some(({ prediction }) => prediction.dataPlane.kind === 'ambient');
}

/**
 * A server that refuses the certificate of the client's sidecar, or its TLS, closes at once. A finished handshake on every
 * connection and silence until the deadline is therefore mTLS at work, as far as can be seen without an answer.
 */
function heldEncrypted({ prediction, observation }: ServiceFacts): boolean {
  const foretold = prediction.reachable === 'all' && prediction.encrypted === true;
  return foretold && encryptedByCounters(observation) === true;
}

/** An error of the client's own proxy stands for any way in which it failed upstream. */
function foreseen(facts: ServiceFacts): boolean {
  const { outcomes } = facts.prediction;
  return facts.reached === 'local' || outcomes.length === 0 || outcomes.includes(facts.observation.outcome);
}

function describe(facts: ServiceFacts): string {
  const status = facts.observation.evidence?.http?.status;
  if (facts.reached === 'local') return `A mesh client gets ${status ?? 'an error'} from its own proxy.`;
  if (facts.observation.outcome === 'silent') return 'A mesh client gets no answer.';
  if (facts.observation.meshCertificate) return 'A mesh client meets the demand for a mesh certificate.';
  return 'The connection of a mesh client is closed without an answer.';
}
