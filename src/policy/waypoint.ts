import type { PolicyIndex } from './policy-index.ts';

const LABEL = 'istio.io/use-waypoint';

/**
 * The waypoint that clients in ambient mode take to a Service: named by its label, else by its namespace's; `none` names none
 * (pilot/pkg/serviceregistry/ambient/waypoints.go). Sidecars, gateways and clients outside the mesh go to the pods themselves.
 */
export function waypointOf(index: PolicyIndex, namespace: string, service: string): string | null {
  const own = index.serviceByName.get(`${namespace}/${service}`)?.metadata?.labels?.[LABEL];
  const name = own ?? index.namespaceByName.get(namespace)?.metadata?.labels?.[LABEL];
  return name === undefined || name === '' || name === 'none' ? null : name;
}
