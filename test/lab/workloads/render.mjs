// render.mjs NAMESPACE: prints the Kubernetes objects of one situation as a List. `render.mjs` alone prints the names.
import { SITUATIONS } from './situations.mjs';

const PORTS = [
  { name: 'http', port: 8080 },
  { name: 'tcp-echo', port: 9000 },
  { name: 'misc', port: 9090 },
  { name: 'tcp-greet', port: 9100 },
  { name: 'greet', port: 9101 },
  { name: 'https', port: 8443 },
];
/** Listened on, but in no Service. */
const UNDECLARED = [7070, 7071, 7443];
/** What makes a pod a variant. */
const VARIANTS = {
  native: {},
  classic: { annotations: { 'sidecar.istio.io/nativeSidecar': 'false' } },
  none: { labels: { 'sidecar.istio.io/inject': 'false' } },
};

function service(name, { headless = false, selector = name } = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      ...(headless ? { clusterIP: 'None' } : {}),
      selector: { app: selector },
      ports: PORTS.map(({ name, port }) => ({ name, port, targetPort: port })),
    },
  };
}

function pod(name, { variant = 'native', app = name, down = false, annotations = {} } = {}) {
  const traits = VARIANTS[variant];
  const script = down ? ['/bin/sleep', '2147483647'] : ['node', '/srv/echo.mjs'];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: { app, ...traits.labels },
      annotations: { ...traits.annotations, ...annotations },
    },
    spec: {
      terminationGracePeriodSeconds: 1,
      serviceAccountName: 'server',
      containers: [
        {
          name: 'app',
          image: 'lab.local/node:1',
          command: script,
          ports: [...PORTS.map(({ port }) => port), ...UNDECLARED].map((containerPort) => ({
            containerPort,
          })),
          securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false },
          resources: { requests: { cpu: '5m', memory: '16Mi' } },
          volumeMounts: [
            { name: 'srv', mountPath: '/srv' },
            { name: 'tls', mountPath: '/tls' },
          ],
        },
      ],
      volumes: [
        { name: 'srv', configMap: { name: 'echo' } },
        { name: 'tls', configMap: { name: 'echo-tls' } },
      ],
    },
  };
}

const peerAuthentication = ({ name = 'default', mode, app, ports }) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name },
  spec: {
    ...(app ? { selector: { matchLabels: { app } } } : {}),
    ...(mode ? { mtls: { mode } } : {}),
    ...(ports
      ? { portLevelMtls: Object.fromEntries(Object.entries(ports).map(([port, mode]) => [port, { mode }])) }
      : {}),
  },
});

const destinationRule = ({ name, host, tls }) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: name ?? host.replace(/\W+/g, '-').replace(/^-/, '') },
  spec: { host, trafficPolicy: { tls } },
});

const [namespace] = process.argv.slice(2);
if (namespace === undefined) {
  console.log(Object.keys(SITUATIONS).join('\n'));
} else {
  const situation = SITUATIONS[namespace];
  if (!situation) throw new Error(`no situation ${namespace}`);
  const { services = [], pods = [], policies = [], rules = [] } = situation;
  const items = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'server' } },
    ...policies.map(peerAuthentication),
    ...rules.map(destinationRule),
    ...services.map(([name, options]) => service(name, options)),
    ...pods.map(([name, options]) => pod(name, options)),
  ];
  console.log(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}
