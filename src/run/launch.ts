import type { KubeClient } from '../cluster/client.ts';
import { createConfigMap, createJob, deleteJob, releaseJob } from '../cluster/jobs.ts';
import { VerifyError } from '../model/errors.ts';
import type { ProbePlan, Source } from '../model/plan.ts';
import { configMapManifests } from '../plan/config-maps.ts';
import { jobName } from '../plan/labels.ts';
import { jobManifest, type ManifestSettings } from '../plan/manifests.ts';
import { MAX_PARALLEL } from '../plan/shard-plan.ts';
import { settleAll } from '../util/settle.ts';

/**
 * Starts the probe pods: the Jobs without a pod, then the ConfigMaps that they own, then the Jobs released, so that no pod waits
 * for a ConfigMap that is not there yet and nothing outlives its Job. The Jobs' deadlines run from the first moment, so that
 * nothing stays wherever this is cut off. `foreign` is given the sources whose Job is someone else's.
 */
export async function launch(
  client: KubeClient,
  settings: ManifestSettings,
  sources: readonly Source[],
  payload: { prober: string; shards: readonly ProbePlan[] },
  foreign: Set<Source>,
): Promise<void> {
  const { namespace } = settings;
  const created = await settleAll(
    sources.map((source) =>
      createJob(client, namespace, jobManifest(source, settings)).catch((error: unknown) => {
        if (error instanceof VerifyError && error.code === 'CONFLICT') foreign.add(source);
        throw error;
      }),
    ),
  );
  const owners = created.map(({ metadata }) => ({ name: metadata?.name ?? '', uid: metadata?.uid ?? '' }));
  const { prober, shards } = payload;
  const maps = configMapManifests(settings, prober, shards, owners);
  await settleAll(maps.map((map) => createConfigMap(client, namespace, map)));
  const parallelism = Math.min(settings.shards, MAX_PARALLEL);
  await settleAll(
    sources.map((source) => releaseJob(client, namespace, jobName(settings.id, source), parallelism)),
  );
}

/** Deletes what `launch` made; safe to call however far it came, and again. */
export async function teardown(
  client: KubeClient,
  { id, namespace }: Pick<ManifestSettings, 'id' | 'namespace'>,
  sources: readonly Source[],
): Promise<void> {
  await settleAll(sources.map((source) => deleteJob(client, namespace, jobName(id, source))));
}
