import type { Pod } from '../model/kubernetes.ts';
import type { EndpointTarget } from '../model/target.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { dataPlaneOf } from './data-plane.ts';

/** The annotation that takes a pod in ambient mode out of capture (istio-semantics 7.2). */
export const BYPASS = 'ambient.istio.io/bypass-inbound-capture';

/** Whether ztunnel takes what is sent to a pod. */
export function isBehindZtunnel(pod: Pod | undefined): boolean {
  return dataPlaneOf(pod).kind === 'ambient' && pod?.metadata?.annotations?.[BYPASS] !== 'true';
}

/** Ids of the endpoint ports that ztunnel stands before: an identity is proved there by other dials than at a sidecar. */
export function portsBehindZtunnel(
  index: PolicyIndex,
  endpoints: readonly EndpointTarget[],
): ReadonlySet<string> {
  const found = endpoints.filter(({ namespace, pod }) =>
    isBehindZtunnel(index.podByName.get(`${namespace}/${pod}`)),
  );
  return new Set(found.map(({ id }) => id));
}
