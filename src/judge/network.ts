import type { Observation, Outcome } from '../model/observation.ts';
import { ROLE_OF_DIAL } from '../model/plan.ts';
import type { EndpointPrediction, NetworkDoubt } from '../model/prediction.ts';
import type { Judgement } from '../model/verdict.ts';
import { inconclusive } from './judgement.ts';

/** What a connection meets that a NetworkPolicy stops: dropped or refused, as the plugin likes (istio-semantics 8.3). */
const STOPPED: readonly Outcome[] = ['unreachable', 'connection-refused', 'silent'];

/** The doubt where a NetworkPolicy may have stopped a dial at an endpoint; null where none did, as far as the outcomes show. */
export function stoppedAtEndpoint(
  { network = {} }: EndpointPrediction,
  observations: readonly Observation[],
): Judgement | null {
  const stopped = observations.find(
    ({ dial, outcome }) => STOPPED.includes(outcome) && network[ROLE_OF_DIAL[dial]] !== undefined,
  );
  const doubt = stopped && network[ROLE_OF_DIAL[stopped.dial]];
  return doubt ? networkPolicy(doubt) : null;
}

/** A doubt that names the policy. */
export function networkPolicy({ access, reason }: NetworkDoubt): Judgement {
  const what = access === 'denied' ? 'The probe is kept out' : 'The probe may be kept out';
  return inconclusive('network-policy', `${what}: ${reason}.`);
}
