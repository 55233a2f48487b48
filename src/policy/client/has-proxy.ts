import type { Pod } from '../../model/kubernetes.ts';
import { listOf } from './untrusted.ts';

/** Whether a container istio-proxy is in a pod, as a sidecar of either kind (istio-semantics 4.4). */
export function hasProxy(pod: Pod): boolean {
  return [...listOf(pod.spec?.initContainers), ...listOf(pod.spec?.containers)].some(
    ({ name }) => name === 'istio-proxy',
  );
}
