import { VerifyError } from './model/errors.ts';
import type { ProbeLine } from './model/observation.ts';
import { type ProbePlan, ROLES_OF, type Role } from './model/plan.ts';
import { DEFAULT_ACCOUNT, type PodShape } from './model/pod-shape.ts';
import type { Targets } from './model/target.ts';
import { collectLines } from './observe/collect-lines.ts';
import { failedControls } from './observe/controls.ts';
import { observe } from './observe/observation.ts';
import { ownCertificate } from './observe/own-certificate.ts';
import { believable, problemsOf } from './observe/problems.ts';
import { planRoom } from './plan/config-maps.ts';
import type { ManifestSettings } from './plan/manifests.ts';
import { probePods } from './plan/probe-pods.ts';
import { SHARD_DIALS, shardPlan } from './plan/shard-plan.ts';
import type { Viewpoint } from './predict/viewpoints.ts';
import type { RoleEnd } from './run/follow-role.ts';
import { type ProbeInput, type ProbeOutcome, probe } from './run/probe.ts';

/** What the dials from one viewpoint gave. */
export interface Look extends ProbeOutcome {
  view: Viewpoint;
  plan: ProbePlan;
  lines: Map<Role, ProbeLine[]>;
}

interface LookInput extends Pick<ProbeInput, 'client' | 'progress' | 'signal'> {
  settings: Omit<ManifestSettings, 'id' | 'namespace' | 'injectionLabels' | 'shards'>;
  plan: ProbePlan;
  /** Most dials of one container; SHARD_DIALS when absent. */
  shardSize: number | undefined;
  prober: string;
}

/** Makes the dials of one viewpoint. A viewpoint that fails takes no other with it: its failure is how its containers ended. */
export async function lookFrom(view: Viewpoint, input: LookInput): Promise<Look> {
  const { plan, prober } = input;
  const { lines, push } = collectLines(plan.nonce);
  const ended = (outcome: ProbeOutcome): Look => ({ ...outcome, view, plan, lines: lines() });
  if (Object.values(plan.batches).every((batches) => batches.length === 0))
    return ended({ ends: new Map(), leftBehind: null, altered: [] });
  const { id, from: namespace, injectionLabels, sources } = view;
  try {
    const limits = { dials: input.shardSize ?? SHARD_DIALS, bytes: planRoom(prober) };
    const shards = shardPlan(ownPart(view, plan), limits);
    const settings = { ...input.settings, id, namespace, injectionLabels, shards: shards.length };
    return ended(await probe({ ...input, settings, sources, payload: { prober, shards }, sink: push }));
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    const roles = sources.flatMap((source) => ROLES_OF[source]);
    const ends = roles.map((role): [Role, RoleEnd] => [role, { state: 'failed', error }]);
    return ended({ ends: new Map(ends), leftBehind: null, altered: [] });
  }
}

/** The plan without what the pods of another viewpoint dial. */
function ownPart({ sources }: Viewpoint, plan: ProbePlan): ProbePlan {
  return sources.includes('no-sidecar') ? plan : { ...plan, batches: { ...plan.batches, outside: [] } };
}

/** What a look shows of the targets, of the probe's own certificate, and of what is wrong with the probe itself. */
export function seenBy(
  look: Look,
  all: readonly Look[],
  targets: Targets,
  trustDomains: readonly string[] | null,
) {
  const lines = believable(linesOf(look, all));
  const certificate = ownCertificate(lines);
  return {
    observations: observe(lines, look.plan, targets, trustDomains),
    controls: failedControls(lines),
    problems: problemsOf(look.lines),
    ...(certificate && { certificate }),
  };
}

/** The lines of a look; what a pod outside the mesh saw holds for every viewpoint of its namespace. */
function linesOf({ view, lines }: Look, all: readonly Look[]): Map<Role, ProbeLine[]> {
  if (view.sources.includes('no-sidecar')) return lines;
  const other = all.find((look) => look.view.from === view.from && look.view.sources.includes('no-sidecar'));
  return new Map([...lines, ['outside', other?.lines.get('outside') ?? []]]);
}

/** What to throw when the user wants to stop, with what could not be deleted. */
export function interruption(looks: readonly Look[]): VerifyError {
  const left = looks.flatMap(({ leftBehind }) => leftBehind ?? []);
  const hint =
    left.length > 0
      ? `the probe pods could not be deleted (${left.join('; ')}); they go by themselves at their deadline`
      : 'the probe pods have been deleted';
  return new VerifyError('INTERRUPTED', 'interrupted', hint);
}

/** The mesh client that the sidecar pod of a viewpoint will be. */
export function clientOf({ id, from, mesh, injectionLabels }: Viewpoint, shape: PodShape | undefined) {
  const pods = probePods({ id, namespace: from, injectionLabels, revision: mesh.revision, shape });
  return {
    mesh,
    namespace: from,
    labels: { ...shape?.labels, ...injectionLabels },
    serviceAccount: shape?.serviceAccount ?? DEFAULT_ACCOUNT,
    pods,
  };
}
