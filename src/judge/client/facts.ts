import type { Observation } from '../../model/observation.ts';
import type { ServicePrediction } from '../../model/prediction.ts';
import type { ServiceTarget } from '../../model/target.ts';
import type { EndpointRow } from '../../model/verdict.ts';
import { encryptedByCounters } from './encrypted.ts';
import { type Reached, reached } from './reached.ts';

/** What a dial through the client's sidecar says, in the terms of the rules. */
export interface ServiceFacts {
  target: ServiceTarget;
  prediction: ServicePrediction;
  observation: Observation;
  reached: Reached;
  /** Null unless the server was reached, or holds the connection open in silence, and it is known. */
  encrypted: boolean | null;
  /** `encrypted` was concluded from the endpoints, not read from counters. */
  concluded: boolean;
  /** Whether encryption is predicted for the endpoint that answered; null when it differs or is not known. */
  expected: boolean | null;
  /** Rows of the endpoint that was dialled where it is known, else of all behind the Service. */
  rows: readonly EndpointRow[];
}

/** Reduces one client-side observation, with the endpoint rows behind the Service, to the facts that the rules ask for. */
export function serviceFacts(
  target: ServiceTarget,
  prediction: ServicePrediction,
  observation: Observation,
  endpointRows: readonly EndpointRow[],
): ServiceFacts {
  const behind = endpointRows.filter((row) => target.endpoints.includes(row.target.id));
  const [only = null, ...others] = target.endpoints;
  const dialled = observation.evidence?.proxy?.endpoint ?? (others.length === 0 ? only : null);
  const known = behind.filter((row) => row.target.id === dialled);
  const arrival = reached(observation);
  const tunnelled = arrival === 'yes' && observation.evidence?.proxy?.tunnelled === true;
  const counters = hidden(prediction, observation, dialled) ? null : encryptedByCounters(observation);
  const held = observation.outcome === 'silent' && counters === true;
  const counted = tunnelled || (arrival === 'yes' || held ? counters : null);
  const concluded = counted === null && arrival === 'yes' && plaintextImpossible(target, observation, behind);
  return {
    target,
    prediction,
    observation,
    reached: arrival,
    encrypted: concluded ? true : counted,
    concluded,
    expected: expectedEncryption(prediction, dialled),
    rows: known.length > 0 ? known : behind,
  };
}

/**
 * HBONE is encrypted in a cluster of its own, so the handshakes of the Service’s cluster do not show it; the addresses of its endpoints do,
 * where they could be read.
 */
function hidden({ client }: ServicePrediction, { evidence }: Observation, dialled: string | null): boolean {
  if (evidence?.proxy && evidence.proxy.endpoint !== null) return false;
  return client.some((one) => one.policy.tls === 'hbone' && [one.endpoint, null].includes(dialled));
}

/** Every endpoint was observed STRICT and refused plaintext, and yet the server replied: it can only have been mTLS. */
function plaintextImpossible(
  target: ServiceTarget,
  observation: Observation,
  rows: readonly EndpointRow[],
): boolean {
  const http = observation.evidence?.http;
  if (observation.outcome !== 'replied' || (http && !http.upstream)) return false;
  const all = target.endpoints.length > 0 && rows.length === target.endpoints.length;
  return all && rows.every((row) => row.verdict === 'match' && refusesPlaintext(row));
}

/** By its certificates, or as ztunnel does: a match under STRICT is a refusal that was proved. */
function refusesPlaintext({ observed, prediction: { declared, dataPlane } }: EndpointRow): boolean {
  return observed === 'STRICT' || (dataPlane.kind === 'ambient' && declared.mode === 'STRICT');
}

/** What the counters should show. SIMPLE and MUTUAL also count as handshakes of the proxy, though they are not mTLS of the mesh. */
function expectedEncryption(prediction: ServicePrediction, dialled: string | null): boolean | null {
  const { client } = prediction;
  const one = client.find((entry) => entry.endpoint === dialled);
  if (one) return one.policy.tls !== 'plaintext';
  if (prediction.encrypted !== false) return prediction.encrypted;
  const originates = client.some((entry) => entry.policy.tls === 'simple' || entry.policy.tls === 'mutual');
  return originates ? null : false;
}
