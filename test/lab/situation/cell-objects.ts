import type { SituationObject } from '../../../src/demo/situation/read-objects.ts';
import type { App, Wire } from '../../../src/demo/wire/wire.ts';
import type { Mode } from '../../../src/model/policy.ts';
import { MARK } from './real-objects.ts';

/** Every class of port, with an application that suits it: number, name in the Service (null: in none) and application. */
const PORTS: readonly (readonly [number, string | null, App])[] = [
  [8080, 'http-web', 'http'],
  [9000, 'tcp-echo', 'echo'],
  [9001, 'any', 'http-echo'],
  [8443, 'https-own', 'tls'],
  [7000, 'tcp-greet', 'server-first'],
  [9100, null, 'http-echo'],
  // Taken out of capture by an annotation.
  [9200, 'http-excluded', 'http'],
];
const EXCLUDED = { 'traffic.sidecar.istio.io/excludeInboundPorts': '9200' };
const PLANES = ['native', 'classic', 'none'] as const;
type Plane = (typeof PLANES)[number];

/** A pod of its own with a Service for every mode in every data plane, and one that no policy selects. */
export function cellObjects(namespace: string): { objects: SituationObject[]; wire: Wire } {
  const modes: Mode[] = ['STRICT', 'PERMISSIVE', 'DISABLE'];
  const cells: [string, Mode | null, Plane][] = [
    ...modes.flatMap((mode) =>
      PLANES.map((plane): [string, Mode, Plane] => [`${mode.toLowerCase()}-${plane}`, mode, plane]),
    ),
    ['default-native', null, 'native'],
    ['default-classic', null, 'classic'],
  ];
  const address = (at: number) => `10.0.9.${at + 1}`;
  return {
    objects: [
      object('v1', 'Namespace', { name: namespace, labels: { 'istio-injection': 'enabled' } }),
      ...cells.flatMap(([name, mode, plane], at) => [
        service(namespace, name),
        pod(namespace, name, plane, address(at)),
        ...(mode === null ? [] : [policy(namespace, name, mode)]),
      ]),
    ],
    wire: {
      endpoints: Object.fromEntries(
        cells.flatMap((_, at) =>
          PORTS.map(([port, , app]) => [`${address(at)}:${port}`, { sidecar: 'none', app }] as const),
        ),
      ),
    },
  };
}

function object(apiVersion: string, kind: string, metadata: object, rest: object = {}): SituationObject {
  return { apiVersion, kind, metadata, ...rest } as SituationObject;
}

function service(namespace: string, name: string): SituationObject {
  const ports = PORTS.flatMap(([port, portName]) => (portName === null ? [] : [{ port, name: portName }]));
  return object('v1', 'Service', { name, namespace }, { spec: { selector: { app: name }, ports } });
}

function policy(namespace: string, name: string, mode: Mode): SituationObject {
  const spec = { selector: { matchLabels: { app: name } }, mtls: { mode } };
  return object('security.istio.io/v1', 'PeerAuthentication', { name, namespace }, { spec });
}

function pod(namespace: string, name: string, plane: Plane, podIP: string): SituationObject {
  const app = { name: 'app', ports: PORTS.map(([containerPort]) => ({ containerPort })) };
  const proxy = { name: 'istio-proxy' };
  const spec = {
    containers: plane === 'classic' ? [app, proxy] : [app],
    ...(plane === 'native' && { initContainers: [{ ...proxy, restartPolicy: 'Always' }] }),
  };
  const metadata = { name, namespace, labels: { app: name }, annotations: EXCLUDED };
  return object('v1', 'Pod', metadata, { spec, status: { podIP } });
}

/**
 * A pod whose packets a filter in its own network namespace drops or rejects, as the network plugins of other clusters do for a
 * NetworkPolicy, with that policy; the lab's network enforces none.
 */
export function filteredObjects(
  namespace: string,
  name: string,
  target: 'DROP' | 'REJECT',
  image: string,
): object[] {
  const rule = [
    '-A',
    'INPUT',
    '-p',
    'tcp',
    '-j',
    target,
    ...(target === 'REJECT' ? ['--reject-with', 'tcp-reset'] : []),
  ];
  const metadata = {
    name,
    namespace,
    labels: { app: name, 'sidecar.istio.io/inject': 'false', [MARK]: 'situation' },
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {
        terminationGracePeriodSeconds: 1,
        initContainers: [
          {
            name: 'filter',
            image,
            command: ['iptables', ...rule],
            securityContext: { runAsUser: 0, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
          },
        ],
        containers: [
          { name: 'app', image, command: ['node', '-e', 'require("http").createServer().listen(8080)'] },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: { app: name }, ports: [{ port: 8080, name: 'http-web' }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: { podSelector: { matchLabels: { app: name } }, policyTypes: ['Ingress'], ingress: [] },
    },
  ];
}
