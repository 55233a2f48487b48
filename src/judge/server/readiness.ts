import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Doubt, Judgement } from '../../model/verdict.ts';
import { inconclusive } from '../judgement.ts';
import type { EndpointFacts } from './facts.ts';

/** Doubts that a pod leaves which is not ready. */
const OF_UNREADY: readonly (Doubt | null)[] = ['no-answer', 'application-not-listening', 'unreachable'];

/**
 * Gives a doubt its reason where the pod was not ready when the objects were read, or its sidecar is not there to take connections: a
 * proxy that is not ready refuses on every port (measured.md section 2), and one that runs on none.
 */
export function withReadiness(
  judgement: Judgement,
  { outcomes }: EndpointFacts,
  { notReady, dataPlane, effective }: EndpointPrediction,
): Judgement {
  const captured = dataPlane.kind.startsWith('sidecar-') && effective !== 'NONE';
  const refused =
    judgement.doubt === 'application-not-listening' && outcomes['tls-mesh'] === 'connection-refused';
  if (notReady === undefined && captured && refused) {
    return inconclusive('proxy-down', 'Connections were refused, at a port that a sidecar captures.');
  }
  if (notReady === undefined || !OF_UNREADY.includes(judgement.doubt)) return judgement;
  return inconclusive('not-ready', `${judgement.detail.replace(/\.$/, '')}: ${notReady}.`);
}
