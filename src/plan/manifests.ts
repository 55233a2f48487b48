import type { V1ConfigMap, V1Job } from '@kubernetes/client-node';
import { VerifyError } from '../model/errors.ts';
import type { ProbePlan, Source } from '../model/plan.ts';
import type { PodShape } from '../model/pod-shape.ts';
import { jobName, labelsOf, podLabels } from './labels.ts';
import { CERTIFICATE_VOLUME, podSpec } from './pod-spec.ts';

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
  /** What the user asks of the pods; absent: nothing. */
  shape?: PodShape | undefined;
}

/** Where the agent writes the workload certificate, seen from its own container. */
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
  'sidecar.istio.io/userVolumeMount': JSON.stringify({ [CERTIFICATE_VOLUME]: { mountPath: OUTPUT_CERTS } }),
};

/**
 * The Job of one source, without a pod as yet: with parallelism 0 and not suspended, so that its deadline runs from the start
 * and its TTL after that (job_controller.go: a Job that is suspended has no start time). Whoever made it may be killed.
 */
export function jobManifest(source: Source, settings: ManifestSettings): V1Job {
  const { id, keep, shape } = settings;
  const annotations = { ...shape?.annotations, ...(source === 'sidecar' ? SIDECAR_ANNOTATIONS : {}) };
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
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
        spec: podSpec(source, { ...settings, configMap: configMapName(id) }),
      },
    },
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
