import type { KubeClient } from '../cluster/client.ts';
import { VerifyError } from '../model/errors.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { ProbePlan, Role, Source } from '../model/plan.ts';
import { jobManifest, type ManifestSettings } from '../plan/manifests.ts';
import type { RoleEnd } from './follow-role.ts';
import { type FollowInput, followRun } from './follow-run.ts';
import { launch, teardown } from './launch.ts';
import { podChanges } from './pod-changes.ts';
import { podProblem } from './pod-problem.ts';

export interface ProbeInput extends Pick<FollowInput, 'sink' | 'progress' | 'signal'> {
  client: KubeClient;
  settings: ManifestSettings;
  sources: readonly Source[];
  payload: { prober: string; shards: readonly ProbePlan[] };
}

export interface ProbeOutcome {
  ends: Map<Role, RoleEnd>;
  /** Set when the probe pods could not be deleted; they go by themselves at their deadline. */
  leftBehind: string | null;
  /** What admission changed of the probe pods, where it does not matter to the results. */
  altered: string[];
}

/** Launches the probe pods, follows them to their end and deletes them, whatever happens in between. */
export async function probe(input: ProbeInput): Promise<ProbeOutcome> {
  const { client, settings, sources } = input;
  let leftBehind: string | null = null;
  const foreign = new Set<Source>();
  const altered = new Set<string>();
  const templates = new Map(sources.map((source) => [source, jobManifest(source, settings).spec?.template]));
  const examine = (source: Source, pod: Pod) => {
    const changes = podChanges(templates.get(source), pod);
    for (const change of changes.harmless) altered.add(change);
    return podProblem(source, pod) ?? changes.problem;
  };
  const cleanUp = async () => {
    if (settings.keep) return;
    try {
      await teardown(
        client,
        settings,
        sources.filter((source) => !foreign.has(source)),
      );
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error;
      leftBehind = error.message;
    }
  };
  try {
    await launch(client, settings, sources, input.payload, foreign);
    const ends = await followRun({ ...input, ...settings, client, sources, examine });
    await cleanUp();
    return { ends, leftBehind, altered: [...altered].toSorted() };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
