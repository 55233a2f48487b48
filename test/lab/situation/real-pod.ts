import type { App, Wire } from '../../../src/demo/wire/wire.ts';
import type { Container, Pod } from '../../../src/model/kubernetes.ts';

const PROXY = 'istio-proxy';
/** What injection writes; it does so again. */
const WRITTEN = ['istio.io/rev', 'sidecar.istio.io/status'];
const TLS_MODE = 'security.istio.io/tlsMode';

/** The pod that makes a situation's pod on a real cluster: applications that listen as `wire` says, and whatever Istio injects. */
export function realPod(pod: Pod, wire: Wire, image: string): Pod {
  const { name = '', namespace = '', labels = {}, annotations = {} } = pod.metadata ?? {};
  const ports = portsOf(pod, wire);
  const sidecar = sidecarOf(pod);
  const { hostNetwork, serviceAccountName, containers = [] } = pod.spec ?? {};
  const [first] = containers.filter((container) => container.name !== PROXY);
  const low = Object.keys(ports).some((port) => Number(port) < 1024);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: {
        ...without(labels, labels[TLS_MODE] === 'istio' ? [TLS_MODE] : []),
        ...(sidecar || hostNetwork ? {} : { 'sidecar.istio.io/inject': 'false' }),
      },
      annotations: {
        ...without(annotations, WRITTEN),
        ...(sidecar === 'classic' ? { 'sidecar.istio.io/nativeSidecar': 'false' } : {}),
      },
    },
    spec: {
      ...({ terminationGracePeriodSeconds: 1 } as object),
      ...(hostNetwork ? { hostNetwork } : {}),
      ...(serviceAccountName ? { serviceAccountName } : {}),
      containers: [
        {
          name: first?.name ?? 'app',
          image,
          command: ['node', '/application/main.mjs'],
          env: [{ name: 'PORTS', value: JSON.stringify(ports) }],
          ports: first?.ports ?? [],
          securityContext: { runAsUser: low ? 0 : 1000, ...first?.securityContext },
          ...({ volumeMounts: [{ name: 'application', mountPath: '/application' }] } as object),
        } satisfies Container,
      ],
      ...({ volumes: [{ name: 'application', configMap: { name: 'application' } }] } as object),
    },
  };
}

function portsOf(pod: Pod, wire: Wire): Record<string, App> {
  const prefix = `${pod.status?.podIP ?? ''}:`;
  const own = Object.entries(wire.endpoints).filter(([endpoint]) => endpoint.startsWith(prefix));
  return Object.fromEntries(own.map(([endpoint, { app }]) => [endpoint.slice(prefix.length), app]));
}

function sidecarOf({ spec }: Pod): 'native' | 'classic' | null {
  if (spec?.containers?.some(({ name }) => name === PROXY)) return 'classic';
  return spec?.initContainers?.some(({ name }) => name === PROXY) ? 'native' : null;
}

function without(map: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}
