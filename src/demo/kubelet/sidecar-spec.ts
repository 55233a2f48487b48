import { parse as parseYaml } from 'yaml';
import type { ContainerSpec, EnvEntry, PodObject, VolumeMount } from './workload.ts';

/** What istiod adds to a pod, as a server-side dry run showed it (measured.md). */

const IMAGE = 'istio/proxyv2:1.28.0';
const RESOURCES = { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } };

/** The init container that redirects the pod's traffic. */
export function istioInit(): ContainerSpec & Record<string, unknown> {
  return {
    name: 'istio-init',
    image: IMAGE,
    imagePullPolicy: 'IfNotPresent',
    args: [
      ...[
        'istio-iptables',
        '-p',
        '15001',
        '-z',
        '15006',
        '-u',
        '1337',
        '-m',
        'REDIRECT',
        '-i',
        '*',
        '-x',
        '',
      ],
      ...['-b', '*', '-d', '15090,15021,15020', '--log_output_level=default:info'],
    ],
    resources: RESOURCES,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { add: ['NET_ADMIN', 'NET_RAW'], drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: false,
      runAsGroup: 0,
      runAsNonRoot: false,
      runAsUser: 0,
    },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  } as ContainerSpec & Record<string, unknown>;
}

const MOUNTS: VolumeMount[] = [
  { mountPath: '/var/run/secrets/workload-spiffe-uds', name: 'workload-socket' },
  { mountPath: '/var/run/secrets/credential-uds', name: 'credential-socket' },
  { mountPath: '/var/run/secrets/workload-spiffe-credentials', name: 'workload-certs' },
  { mountPath: '/var/run/secrets/istio', name: 'istiod-ca-cert' },
  { mountPath: '/var/run/secrets/istio/crl', name: 'istio-ca-crl' },
  { mountPath: '/var/lib/istio/data', name: 'istio-data' },
  { mountPath: '/etc/istio/proxy', name: 'istio-envoy' },
  { mountPath: '/var/run/secrets/tokens', name: 'istio-token' },
  { mountPath: '/etc/istio/pod', name: 'istio-podinfo' },
];

/** The proxy's own container; `native` makes it an init container that stays. */
export function istioProxy(pod: PodObject, native: boolean): ContainerSpec & Record<string, unknown> {
  const { annotations = {}, name, namespace = '' } = pod.metadata;
  const httpGet = { path: '/healthz/ready', port: 15021, scheme: 'HTTP' };
  const config = parse(annotations['proxy.istio.io/config']);
  const metadata =
    typeof config.proxyMetadata === 'object' && config.proxyMetadata !== null ? config.proxyMetadata : {};
  return {
    name: 'istio-proxy',
    image: IMAGE,
    imagePullPolicy: 'IfNotPresent',
    args: [
      ...['proxy', 'sidecar', '--domain', '$(POD_NAMESPACE).svc.cluster.local', '--proxyLogLevel=warning'],
      ...['--proxyComponentLogLevel=misc:error', '--log_output_level=default:info'],
    ],
    env: [
      { name: 'PILOT_CERT_PROVIDER', value: 'istiod' },
      { name: 'CA_ADDR', value: 'istiod.istio-system.svc:15012' },
      field('POD_NAME', 'metadata.name'),
      field('POD_NAMESPACE', 'metadata.namespace'),
      field('INSTANCE_IP', 'status.podIP'),
      field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
      field('HOST_IP', 'status.hostIP'),
      { name: 'PROXY_CONFIG', value: `${JSON.stringify(config)}\n` },
      { name: 'ISTIO_META_POD_PORTS', value: '[\n]' },
      {
        name: 'ISTIO_META_APP_CONTAINERS',
        value: pod.spec.containers.map((container) => container.name).join(','),
      },
      { name: 'ISTIO_META_CLUSTER_ID', value: 'Kubernetes' },
      field('ISTIO_META_NODE_NAME', 'spec.nodeName'),
      { name: 'ISTIO_META_INTERCEPTION_MODE', value: 'REDIRECT' },
      { name: 'ISTIO_META_WORKLOAD_NAME', value: name },
      { name: 'ISTIO_META_OWNER', value: `kubernetes://apis/v1/namespaces/${namespace}/pods/${name}` },
      { name: 'ISTIO_META_MESH_ID', value: 'cluster.local' },
      { name: 'TRUST_DOMAIN', value: 'cluster.local' },
      ...Object.entries(metadata).map(([key, value]) => ({ name: key, value: String(value) })),
    ],
    ports: [{ containerPort: 15090, name: 'http-envoy-prom', protocol: 'TCP' }],
    readinessProbe: {
      failureThreshold: 4,
      httpGet,
      periodSeconds: 15,
      successThreshold: 1,
      timeoutSeconds: 3,
    },
    startupProbe: {
      failureThreshold: 600,
      httpGet,
      periodSeconds: 1,
      successThreshold: 1,
      timeoutSeconds: 3,
    },
    resources: RESOURCES,
    ...(native ? { restartPolicy: 'Always' } : {}),
    ...(!native && holdsApplication(pod)
      ? { lifecycle: { postStart: { exec: { command: ['pilot-agent', 'wait'] } } } }
      : {}),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsGroup: 1337,
      runAsNonRoot: true,
      runAsUser: 1337,
    },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    volumeMounts: [...MOUNTS, ...userMounts(annotations['sidecar.istio.io/userVolumeMount'])],
  } as ContainerSpec & Record<string, unknown>;
}

/** True when the pod asks that its application starts only after the proxy (`holdApplicationUntilProxyStarts`). */
export function holdsApplication(pod: PodObject): boolean {
  return parse(pod.metadata.annotations?.['proxy.istio.io/config']).holdApplicationUntilProxyStarts === true;
}

/** The volumes that come with the proxy. */
export const SIDECAR_VOLUMES = [
  { name: 'workload-socket', emptyDir: {} },
  { name: 'credential-socket', emptyDir: {} },
  { name: 'workload-certs', emptyDir: {} },
  { name: 'istio-envoy', emptyDir: { medium: 'Memory' } },
  { name: 'istio-data', emptyDir: {} },
  {
    name: 'istio-podinfo',
    downwardAPI: {
      defaultMode: 420,
      items: ['labels', 'annotations'].map((path) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } })),
    },
  },
  {
    name: 'istio-token',
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { audience: 'istio-ca', expirationSeconds: 43200, path: 'istio-token' } },
      ],
    },
  },
  { name: 'istiod-ca-cert', configMap: { defaultMode: 420, name: 'istio-ca-root-cert' } },
  { name: 'istio-ca-crl', configMap: { defaultMode: 420, name: 'istio-ca-crl', optional: true } },
];

function field(name: string, fieldPath: string): EnvEntry {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** `sidecar.istio.io/userVolumeMount`: a JSON list, or a map by volume name. */
function userMounts(text: string | undefined): VolumeMount[] {
  const value = text === undefined ? [] : JSON.parse(text);
  if (Array.isArray(value)) return value as VolumeMount[];
  return Object.entries(value as Record<string, object>).map(([name, mount]) => ({
    ...(mount as VolumeMount),
    name,
  }));
}

/** `proxy.istio.io/config` is YAML; the JSON that this program writes is YAML too. */
function parse(text: string | undefined): Record<string, unknown> {
  return text === undefined ? {} : (parseYaml(text) as Record<string, unknown>);
}
