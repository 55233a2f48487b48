import type { KubeClient } from '../cluster/client.ts';
import { VerifyError } from '../model/errors.ts';
import type { ProbePlan, Role, Source } from '../model/plan.ts';
import type { ManifestSettings } from '../plan/manifests.ts';
import type { RoleEnd } from './follow-role.ts';
import { type FollowInput, followRun } from './follow-run.ts';
import { launch, teardown } from './launch.ts';

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
}

/** Launches the probe pods, follows them to their end and deletes them, whatever happens in between. */
export async function probe(input: ProbeInput): Promise<ProbeOutcome> {
  const { client, settings, sources } = input;
  let leftBehind: string | null = null;
  const foreign = new Set<Source>();
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
    const ends = await followRun({ ...input, ...settings, client, sources });
    await cleanUp();
    return { ends, leftBehind };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
