import type { StoredObject } from '../api/object.ts';
import { istioInit, istioProxy, SIDECAR_VOLUMES } from './sidecar-spec.ts';
import type { PodObject } from './workload.ts';

/** Adds the sidecar to a new pod, as istiod's webhook does. */
export function injectSidecar(object: StoredObject, revision: string, kind: 'native' | 'classic'): PodObject {
  const pod = object as PodObject;
  const { annotations = {}, name } = pod.metadata;
  const labels: Record<string, string | undefined> = pod.metadata.labels ?? {};
  const native = kind === 'native';
  const proxy = istioProxy(pod, native);
  const [first] = pod.spec.containers;
  const app = labels['app.kubernetes.io/name'] ?? labels.app ?? name;
  const status = {
    initContainers: native ? ['istio-init', 'istio-proxy'] : ['istio-init'],
    containers: native ? null : ['istio-proxy'],
    volumes: SIDECAR_VOLUMES.map((volume) => volume.name),
    imagePullSecrets: null,
    revision,
  };
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        'security.istio.io/tlsMode': 'istio',
        'service.istio.io/canonical-name': labels['service.istio.io/canonical-name'] ?? app,
        'service.istio.io/canonical-revision': labels.version ?? 'latest',
      },
      annotations: {
        'kubectl.kubernetes.io/default-container': first?.name ?? '',
        'kubectl.kubernetes.io/default-logs-container': first?.name ?? '',
        ...annotations,
        'istio.io/rev': revision,
        'sidecar.istio.io/status': JSON.stringify(status),
      },
    },
    spec: {
      ...pod.spec,
      initContainers: [istioInit(), ...(native ? [proxy] : []), ...(pod.spec.initContainers ?? [])],
      containers: native ? pod.spec.containers : [proxy, ...pod.spec.containers],
      volumes: [...SIDECAR_VOLUMES, ...(pod.spec.volumes ?? [])],
    },
  };
}

/** True for the containers that injection added: the wire stand-ins play them, no process runs. */
export function isSidecarContainer(pod: PodObject, name: string): boolean {
  const injected = pod.metadata.annotations?.['sidecar.istio.io/status'] !== undefined;
  return injected && (name === 'istio-proxy' || name === 'istio-init');
}
