import type { Container, Pod } from '../model/kubernetes.ts';
import type { DataPlane } from '../model/prediction.ts';

/** What stands before the application of a pod (istio-semantics 4.4). */
export function dataPlaneOf(pod: Pod | undefined): DataPlane {
  if (!pod) return { kind: 'no-pod', reason: 'the endpoint has no pod' };
  const { labels = {}, annotations = {} } = pod.metadata ?? {};
  if (labels['gateway.istio.io/managed'] === 'istio.io-mesh-controller') {
    return { kind: 'waypoint', reason: 'label gateway.istio.io/managed=istio.io-mesh-controller' };
  }
  const native = find(pod.spec?.initContainers);
  const proxy = native?.restartPolicy === 'Always' ? native : find(pod.spec?.containers);
  if (!proxy) {
    const initial = Array.isArray(pod.spec?.initContainers) ? pod.spec.initContainers : [];
    if (initial.some((container) => container?.name === 'grpc-bootstrap-init'))
      return { kind: 'proxyless', reason: 'init container grpc-bootstrap-init (template grpc-simple)' };
    if (annotations['ambient.istio.io/redirection'] === 'enabled') {
      return { kind: 'ambient', reason: 'annotation ambient.istio.io/redirection=enabled' };
    }
    const reason =
      pod.spec?.hostNetwork === true
        ? 'a pod on the host network is never injected'
        : annotations['ambient.istio.io/redirection'] === 'pending'
          ? 'no container istio-proxy, and redirection to ztunnel is not complete'
          : 'no container istio-proxy';
    return { kind: 'none', reason };
  }
  const args = Array.isArray(proxy.args) ? proxy.args : [];
  if (args[0] === 'proxy' && args[1] === 'router')
    return { kind: 'gateway', reason: 'container istio-proxy runs as router' };
  if (args[0] === 'proxy' && args[1] === 'waypoint')
    return { kind: 'waypoint', reason: 'container istio-proxy runs as waypoint' };
  if (envOf(proxy, 'DISABLE_ENVOY') === 'true') {
    return { kind: 'proxyless', reason: 'container istio-proxy runs without Envoy (DISABLE_ENVOY)' };
  }
  return proxy === native
    ? { kind: 'sidecar-native', reason: 'init container istio-proxy with restartPolicy Always' }
    : { kind: 'sidecar-classic', reason: 'container istio-proxy' };
}

/** The value of an environment variable of a container, if it is written there. */
export function envOf(container: Container | undefined, name: string): string | undefined {
  const env = Array.isArray(container?.env) ? container.env : [];
  return env.find((known) => known?.name === name)?.value;
}

/** The container of the sidecar, classic or native. */
export function proxyContainer(pod: Pod): Container | undefined {
  return find(pod.spec?.initContainers) ?? find(pod.spec?.containers);
}

function find(containers: Container[] | undefined): Container | undefined {
  return Array.isArray(containers)
    ? containers.find((container) => container?.name === 'istio-proxy')
    : undefined;
}
