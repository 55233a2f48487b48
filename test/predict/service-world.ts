import type { EndpointPrediction } from '../../src/model/prediction.ts';
import type { ServiceTarget } from '../../src/model/target.ts';
import { target } from '../policy/client/world.ts';

export const serviceTarget = (change: Partial<ServiceTarget> = {}): ServiceTarget => target(change);

/** What an endpoint does; STRICT behind a sidecar unless told otherwise. */
export function prediction(change: Partial<EndpointPrediction> = {}): EndpointPrediction {
  return {
    target: '10.0.0.1:8080',
    declared: { mode: 'STRICT', decidedBy: null, level: 'default', rejected: [] },
    dataPlane: { kind: 'sidecar-native', reason: '' },
    effective: 'STRICT',
    cause: null,
    reason: '',
    outcomes: { plaintext: [], 'tls-mesh': [], 'tls-plain': [], mtls: [] },
    ...change,
  };
}
