import type { KubernetesObject } from '../model/kubernetes.ts';
import type { PolicyIndex } from './policy-index.ts';

export const USE_WAYPOINT = 'istio.io/use-waypoint';

/** The waypoint that an object names by its label, else its namespace; null for none, which `none` asks for too. */
export function waypointFor(index: PolicyIndex, { metadata }: KubernetesObject): string | null {
  const { labels = {}, namespace = '' } = metadata ?? {};
  const name = labels[USE_WAYPOINT] ?? index.namespaceByName.get(namespace)?.metadata?.labels?.[USE_WAYPOINT];
  return name === undefined || name === '' || name === 'none' ? null : name;
}

/**
 * The waypoint that clients in ambient mode take to a Service: named by its label, else by its namespace's; `none` names none
 * (pilot/pkg/serviceregistry/ambient/waypoints.go). Sidecars, gateways and clients outside the mesh go to the pods themselves.
 */
export function waypointOf(index: PolicyIndex, namespace: string, service: string): string | null {
  return waypointFor(
    index,
    index.serviceByName.get(`${namespace}/${service}`) ?? { metadata: { namespace } },
  );
}
