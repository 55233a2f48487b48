import type { Observation } from '../model/observation.ts';
import type { ServicePrediction } from '../model/prediction.ts';
import type { ServiceTarget } from '../model/target.ts';

/**
 * Ids of the endpoints whose application surely answered a mesh client: the Service port leads to one endpoint and nowhere else, and
 * the answer is not one that the client's own proxy can make up (measured.md section 3).
 */
export function answeredEndpoints(
  services: readonly ServiceTarget[],
  predictions: ReadonlyMap<string, ServicePrediction>,
  observations: ReadonlyMap<string, readonly Observation[]>,
): ReadonlySet<string> {
  const found = services.flatMap(({ id, endpoints }) => {
    const prediction = predictions.get(id);
    const [only, ...others] = prediction?.client ?? [];
    if (!only || others.length > 0 || prediction?.unsupported !== undefined) return [];
    if (endpoints.length !== 1 || endpoints[0] !== only.endpoint) return [];
    return observations.get(id)?.some(fromApplication) ? [only.endpoint] : [];
  });
  return new Set(found);
}

function fromApplication({ dial, outcome, evidence }: Observation): boolean {
  if (dial !== 'via-sidecar' || outcome !== 'replied' || !evidence) return false;
  return evidence.http === null || evidence.http.upstream;
}
