import type { V1Job } from '@kubernetes/client-node';
import type { Source } from '../model/plan.ts';
import type { PodShape } from '../model/pod-shape.ts';
import { configMapName } from './config-maps.ts';
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
  /** Parts of the plan, one for each pod of a Job. */
  shards: number;
}

/** Where the agent writes the workload certificate, seen from its own container. */
const OUTPUT_CERTS = '/etc/istio-output-certs';
/** Time after the run's own limit until Kubernetes ends pods that nobody deleted, in seconds. */
const DEADLINE_SLACK = 30;
const TTL = 60;
const KEPT = 3600;

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
  const { id, keep, shape, shards } = settings;
  // A Job has one template for all its pods: each has the plans of all.
  const configMaps = Array.from({ length: shards }, (_, shard) => configMapName(id, shard));
  const annotations = { ...shape?.annotations, ...(source === 'sidecar' ? SIDECAR_ANNOTATIONS : {}) };
  const seconds = Math.ceil(settings.timeout / 1000) + DEADLINE_SLACK;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: jobName(id, source), namespace: settings.namespace, labels: labelsOf(id, source) },
    spec: {
      parallelism: 0,
      completionMode: 'Indexed',
      completions: shards,
      // A pod that is lost is made once more, and one that is lost again takes nothing from the others.
      backoffLimitPerIndex: 1,
      activeDeadlineSeconds: keep ? KEPT : seconds,
      ttlSecondsAfterFinished: keep ? KEPT : TTL,
      template: {
        metadata: {
          labels: podLabels(source, settings),
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
        spec: podSpec(source, { ...settings, configMaps }),
      },
    },
  };
}
