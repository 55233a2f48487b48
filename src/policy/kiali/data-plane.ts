import type { Pod } from '../../model/kubernetes.ts';
import type { PolicyIndex } from '../policy-index.ts';

const MODE = 'istio.io/dataplane-mode';

/** How Kiali tells what a pod belongs to: by a container named istio-proxy, and by ztunnel's annotation. */
export function hasSidecar({ spec }: Pod): boolean {
  const lists: unknown[] = [spec?.containers, spec?.initContainers];
  return lists.some((list) => Array.isArray(list) && list.some((one) => one?.name === 'istio-proxy'));
}

export function isRedirected({ metadata }: Pod): boolean {
  return metadata?.annotations?.['ambient.istio.io/redirection'] === 'enabled';
}

export function inMesh(pod: Pod): boolean {
  return hasSidecar(pod) || isRedirected(pod);
}

/** Waypoints and gateways are in nobody's way. */
export function isGatewayPod({ metadata }: Pod): boolean {
  return metadata?.labels?.['gateway.networking.k8s.io/gateway-name'] !== undefined;
}

export function isAmbientNamespace(index: PolicyIndex, namespace: string): boolean {
  return index.namespaceByName.get(namespace)?.metadata?.labels?.[MODE] === 'ambient';
}

/** A pod that ztunnel serves: enrolled by itself or its namespace, not opted out, without a sidecar. */
export function isAmbientPod(index: PolicyIndex, pod: Pod): boolean {
  const { labels = {}, namespace = '' } = pod.metadata ?? {};
  if (hasSidecar(pod) || isGatewayPod(pod) || labels[MODE] === 'none') return false;
  return labels[MODE] === 'ambient' || isRedirected(pod) || isAmbientNamespace(index, namespace);
}

export const DATAPLANE_MODE = MODE;
