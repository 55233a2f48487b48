import type { Observation } from '../model/observation.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { Judgement, ObservedMode } from '../model/verdict.ts';
import { inconclusive, sentence } from './judgement.ts';

/** Node's names of TLS versions. */
const VERSIONS: Record<string, string> = { 'TLSv1.1': '1.1', 'TLSv1.2': '1.2', 'TLSv1.3': '1.3' };

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
  const versions = observations
    .filter(({ meshCertificate }) => meshCertificate)
    .map(({ evidence }) => VERSIONS[evidence?.tls?.version ?? '']);
  const outside = versions.find((found) => found !== undefined && (found < tls.min || found > tls.max));
  if (outside === undefined) return judgement;
  const allowed = tls.min === tls.max ? `${tls.min} only` : `${tls.min} to ${tls.max}`;
  return inconclusive(
    'not-in-force',
    `The sidecar took TLS ${outside}, and the mesh allows ${allowed}: its settings are not in force.`,
  );
}
