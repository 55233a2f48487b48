import type { KubernetesObject, Pod, Service } from '../../model/kubernetes.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serviceSelects } from '../service-selects.ts';
import { USE_WAYPOINT, waypointFor } from '../waypoint.ts';

export function ownWaypoint({ metadata }: KubernetesObject): string | undefined {
  return metadata?.labels?.[USE_WAYPOINT];
}

/** Whether a Gateway of that name stands in the namespace, or where `istio.io/use-waypoint-namespace` says. */
export function waypointExists(index: PolicyIndex, object: KubernetesObject, name: string): boolean {
  const { labels = {}, namespace = '' } = object.metadata ?? {};
  const key = 'istio.io/use-waypoint-namespace';
  const place = labels[key] ?? index.namespaceByName.get(namespace)?.metadata?.labels?.[key] ?? namespace;
  return index.kubernetesgateways.some(
    ({ metadata, spec }) =>
      metadata?.name === name && metadata.namespace === place && spec?.gatewayClassName === 'istio-waypoint',
  );
}

/** The Services of a namespace that select a pod. */
export function servicesOf(index: PolicyIndex, pod: Pod): Service[] {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  return (index.servicesByNamespace.get(namespace) ?? []).filter((service) =>
    serviceSelects(service, labels),
  );
}

/** Whether any waypoint takes the traffic of a pod: its own, its namespace's or that of a Service of it. */
export function isEnrolled(index: PolicyIndex, pod: Pod): boolean {
  const { labels = {} } = pod.metadata ?? {};
  if (labels[USE_WAYPOINT] === 'none') return false;
  return (
    waypointFor(index, pod) !== null || servicesOf(index, pod).some((one) => waypointFor(index, one) !== null)
  );
}
