import type { V1ConfigMap, V1Container, V1Job, V1PodSpec } from '@kubernetes/client-node';
import { VerifyError } from '../model/errors.ts';
import { type ProbePlan, ROLES_OF, type Role, type Source } from '../model/plan.ts';
import { jobName, labelsOf, podLabels } from './labels.ts';

export interface ManifestSettings {
  /** Run id; part of every name. */
  id: string;
  namespace: string;
  image: string;
  /** Longest time for the whole run, in milliseconds. */
  timeout: number;
  /** Keep the pods for a look after the run. */
  keep: boolean;
  /** Labels that make the injection webhook take the sidecar pod. */
  injectionLabels: Record<string, string>;
}

const SCRIPT_FOLDER = '/opt/mtls-verify';
const CERTIFICATE_FOLDER = '/var/run/mtls-verify/certs';
/** Where the agent writes the workload certificate; the same volume as CERTIFICATE_FOLDER, seen from its own container. */
const OUTPUT_CERTS = '/etc/istio-output-certs';
/** Time after the run's own limit until Kubernetes ends pods that nobody deleted, in seconds. */
const DEADLINE_SLACK = 30;
const TTL = 60;
const KEPT = 3600;
/** A ConfigMap may hold 1 MiB; keys, metadata and encoding take the rest. */
const MAX_CONFIG_MAP = 1_000_000;

/** Certificate files for the `mesh` container and cluster counters for the `via` one (measured.md sections 3 and 4). */
const SIDECAR_ANNOTATIONS = {
  'proxy.istio.io/config': JSON.stringify({
    holdApplicationUntilProxyStarts: true,
    proxyMetadata: { OUTPUT_CERTS },
    proxyStatsMatcher: { inclusionPrefixes: ['cluster.outbound'] },
  }),
  'sidecar.istio.io/userVolumeMount': JSON.stringify({ 'mesh-certificate': { mountPath: OUTPUT_CERTS } }),
};

/**
 * The Job of one source, without a pod as yet: with parallelism 0 and not suspended, so that its deadline runs from the start
 * and its TTL after that (job_controller.go: a Job that is suspended has no start time). Whoever made it may be killed.
 */
export function jobManifest(source: Source, settings: ManifestSettings): V1Job {
  const { id, keep } = settings;
  const sidecar = source === 'sidecar';
  const seconds = Math.ceil(settings.timeout / 1000) + DEADLINE_SLACK;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: jobName(id, source), namespace: settings.namespace, labels: labelsOf(id, source) },
    spec: {
      parallelism: 0,
      completions: 1,
      backoffLimit: 0,
      activeDeadlineSeconds: keep ? KEPT : seconds,
      ttlSecondsAfterFinished: keep ? KEPT : TTL,
      template: {
        metadata: {
          labels: podLabels(source, settings),
          ...(sidecar ? { annotations: SIDECAR_ANNOTATIONS } : {}),
        },
        spec: podSpec(source, settings),
      },
    },
  };
}

function podSpec(source: Source, settings: ManifestSettings): V1PodSpec {
  const sidecar = source === 'sidecar';
  return {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 2,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: ROLES_OF[source].map((role) => container(role, settings.image)),
    volumes: [
      { name: 'probe', configMap: { name: configMapName(settings.id) } },
      ...(sidecar ? [{ name: 'mesh-certificate', emptyDir: { medium: 'Memory' } }] : []),
    ],
  };
}

/** Group 1337 is the proxy's own: its traffic is not redirected (istio-semantics 6.3). */
const GROUP: Record<Role, number> = { outside: 1000, mesh: 1337, via: 1000 };

function container(role: Role, image: string): V1Container {
  return {
    name: role,
    image,
    command: ['node', `${SCRIPT_FOLDER}/prober.mjs`],
    env: [
      { name: 'MTLS_PROBE_ROLE', value: role },
      { name: 'MTLS_PROBE_PLAN', value: `${SCRIPT_FOLDER}/plan.json` },
      { name: 'MTLS_PROBE_CERTS', value: CERTIFICATE_FOLDER },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ],
    resources: { requests: { cpu: '10m', memory: '48Mi' }, limits: { cpu: '1', memory: '192Mi' } },
    securityContext: {
      runAsUser: 1000,
      runAsGroup: GROUP[role],
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'probe', mountPath: SCRIPT_FOLDER, readOnly: true },
      ...(role === 'mesh'
        ? [{ name: 'mesh-certificate', mountPath: CERTIFICATE_FOLDER, readOnly: true }]
        : []),
    ],
  };
}

function configMapName(id: string): string {
  return `mtls-verify-${id}`;
}

/** Prober and plan, owned by the run's Jobs so that they take it with them. PLAN_TOO_LARGE when it would not fit. */
export function configMapManifest(
  settings: Pick<ManifestSettings, 'id' | 'namespace'>,
  prober: string,
  plan: ProbePlan,
  owners: { name: string; uid: string }[],
): V1ConfigMap {
  const data = { 'prober.mjs': prober, 'plan.json': JSON.stringify(plan) };
  const size = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (size > MAX_CONFIG_MAP) {
    const targets = plan.batches.outside.length;
    throw new VerifyError(
      'PLAN_TOO_LARGE',
      `${targets} endpoint ports are too many for one run (the plan would take ${size} bytes of a ConfigMap)`,
      'probe a part at a time with --service or --port',
    );
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: configMapName(settings.id),
      namespace: settings.namespace,
      labels: labelsOf(settings.id),
      ownerReferences: owners.map(({ name, uid }) => ({ apiVersion: 'batch/v1', kind: 'Job', name, uid })),
    },
    data,
  };
}
