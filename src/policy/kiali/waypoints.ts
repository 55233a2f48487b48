import type { KubernetesObject, Pod, Service } from '../../model/kubernetes.ts';
import { selects } from '../client/find-rule.ts';
import { textMap } from '../client/untrusted.ts';
import type { PolicyIndex } from '../policy-index.ts';

const LABEL = 'istio.io/use-waypoint';

/** The waypoint that an object or its namespace asks for; null for none. */
export function waypointFor(index: PolicyIndex, object: KubernetesObject): string | null {
  const { labels = {}, namespace = '' } = object.metadata ?? {};
  const name = labels[LABEL] ?? index.namespaceByName.get(namespace)?.metadata?.labels?.[LABEL];
  return name === undefined || name === '' || name === 'none' ? null : name;
}

export function ownWaypoint({ metadata }: KubernetesObject): string | undefined {
  return metadata?.labels?.[LABEL];
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
  return (index.servicesByNamespace.get(pod.metadata?.namespace ?? '') ?? []).filter(({ spec }) => {
    const selector = textMap(spec?.selector);
    return Object.keys(selector).length > 0 && selects(selector, pod.metadata?.labels ?? {});
  });
}

/** Whether any waypoint takes the traffic of a pod: its own, its namespace's or that of a Service of it. */
export function isEnrolled(index: PolicyIndex, pod: Pod): boolean {
  const { labels = {} } = pod.metadata ?? {};
  if (labels[LABEL] === 'none') return false;
  return (
    waypointFor(index, pod) !== null || servicesOf(index, pod).some((one) => waypointFor(index, one) !== null)
  );
}
