import type { Observation } from '../model/observation.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { Judgement, ObservedMode } from '../model/verdict.ts';
import { inconclusive, sentence } from './judgement.ts';
import { allowedVersions, refusesAllowed, takenOutside } from './shown/tls.ts';

/**
 * A judgement in the light of the limits of the sidecar's TLS. Where the probe may lack the key exchange or cipher, the want of a
 * certificate says nothing; and no match stands beside a TLS version that the mesh does not allow.
 */
export function withinLimits(
  judgement: Judgement,
  { tls }: EndpointPrediction,
  observed: ObservedMode,
  observations: readonly Observation[],
): Judgement {
  if (tls === undefined) return judgement;
  const shown = observed === 'STRICT' || observed === 'PERMISSIVE';
  if (tls.narrow !== undefined && !shown) {
    return inconclusive(
      'unsupported',
      sentence(`Not evaluated: ${tls.narrow}, which the probe may not offer`),
    );
  }
  if (judgement.verdict !== 'match') return judgement;
  const outside = takenOutside(tls, observations);
  if (outside === null && !refusesAllowed(tls, observations)) return judgement;
  const seen = outside === null ? 'refused TLS 1.2' : `took TLS ${outside}`;
  return inconclusive(
    'not-in-force',
    `The sidecar ${seen}, and the mesh allows ${allowedVersions(tls)}: its settings are not in force.`,
  );
}
