import type { Pod } from '../model/kubernetes.ts';
import type { PolicyIndex } from './policy-index.ts';

/** Ports of the sidecar itself: admin, capture, health and metrics (istio-semantics 2.6). */
const PROXY_PORTS = new Set([15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090]);

/** A pod of this program, of this run or another. */
export function isProbePod(pod: Pod): boolean {
  return pod.metadata?.labels?.['app.kubernetes.io/managed-by'] === 'mtls-verify';
}

/** Pods that can be dialled: running, with an address of their own, not on their way out. */
export function servingPods(index: PolicyIndex, namespace: string): Pod[] {
  return (index.podsByNamespace.get(namespace) ?? []).filter(
    (pod) =>
      pod.status?.phase === 'Running' &&
      typeof pod.status.podIP === 'string' &&
      pod.metadata?.deletionTimestamp === undefined &&
      pod.spec?.hostNetwork !== true &&
      !isProbePod(pod),
  );
}

/** Names of pods that do not run yet. */
export function pendingPods(index: PolicyIndex, namespace: string): string[] {
  return (index.podsByNamespace.get(namespace) ?? [])
    .filter((pod) => pod.status?.phase === 'Pending' && !isProbePod(pod))
    .map(({ metadata }) => metadata?.name ?? '')
    .toSorted();
}

/** TCP ports that the application's containers declare; whether a Service leads to them is the caller's to see. */
export function undeclaredPorts(pod: Pod): number[] {
  const containers = Array.isArray(pod.spec?.containers) ? pod.spec.containers : [];
  const ports = containers
    .filter((container) => container?.name !== 'istio-proxy' && Array.isArray(container?.ports))
    .flatMap((container) => container.ports ?? [])
    .filter((port) => (port?.protocol ?? 'TCP') === 'TCP')
    .map((port) => port?.containerPort)
    .filter((port) => typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65536);
  return [...new Set(ports as number[])].filter((port) => !PROXY_PORTS.has(port));
}
