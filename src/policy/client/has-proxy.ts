import type { Pod } from '../../model/kubernetes.ts';
import { listOf, textsOf } from './untrusted.ts';

/** Whether an Envoy runs in a pod, as init container or container; a container istio-proxy of proxyless gRPC runs none (istio-semantics 4.4). */
export function hasProxy(pod: Pod): boolean {
  return proxiesOf(pod).length > 0;
}

/** Whether the proxy of a pod is a gateway or waypoint: injection gives these no tlsMode label. */
export function isRouter(pod: Pod): boolean {
  return proxiesOf(pod).some(({ args }) => ['router', 'waypoint'].includes(textsOf(args)[1] ?? ''));
}

function proxiesOf({ spec }: Pod) {
  return [...listOf(spec?.initContainers), ...listOf(spec?.containers)].filter(
    ({ name, env }) =>
      name === 'istio-proxy' &&
      !listOf(env).some((one) => one['name'] === 'DISABLE_ENVOY' && one['value'] === 'true'),
  );
}
