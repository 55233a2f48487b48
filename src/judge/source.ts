import type { Observation, SourceProblem } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';
import type { RunSource } from '../model/run.ts';
import type { Targets } from '../model/target.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import type { FailedControl } from '../observe/controls.ts';
import type { RoleEnd } from '../run/follow-role.ts';
import { groupBy } from '../util/group.ts';
import { answeredEndpoints } from './answered.ts';
import { judgeEndpoint } from './endpoint.ts';
import { withMoved } from './moved.ts';
import { judgeService } from './service.ts';

/** What one source was told to expect and what it saw. */
export interface SourceInput extends RunSource {
  /** What its Jobs are labelled with. */
  id: string;
  /** The control plane of its mesh client. */
  mesh: MeshSettings;
  predictions: { endpoints: Map<string, EndpointPrediction>; services: Map<string, ServicePrediction> };
  observations: Observation[];
  /** Those that failed. */
  controls: readonly FailedControl[];
  ends: Map<Role, RoleEnd>;
  /** Why no sidecar pod was launched at all. */
  refused: string | null;
  leftBehind: string | null;
  /** What admission changed of its pods, where it does not matter to the results. */
  altered: readonly string[];
  /** What its containers said went wrong. */
  problems: readonly SourceProblem[];
}

export interface SourceRows {
  endpoints: EndpointRow[];
  services: ServiceRow[];
}

export interface SourceContext {
  require: 'strict' | null;
  now: number | null;
  /** Why the pod of a target may not be the one that was met, by target id. */
  moved: ReadonlyMap<string, string>;
  /** False where no mesh client stands, and none is missed. */
  asClient: boolean;
}

/** The rows of one source. */
export function judgeSource(
  source: SourceInput,
  targets: Targets,
  { require, now, moved, asClient }: SourceContext,
): SourceRows {
  const { mesh, predictions, controls, from, revision } = source;
  const context = {
    require,
    clientElsewhere: !asClient,
    now,
    ...(mesh.stopsDetecting && { stopsDetecting: mesh.stopsDetecting }),
  };
  const works = (role: Role) => !controls.some((failed) => failed.role === role);
  const ofEndpoints = { ...context, controlsOk: works('outside') };
  const ofServices = { ...context, controlsOk: works('via') };
  const seen = { from, revision };
  const byTarget = groupBy(source.observations, ({ target }) => target);
  const answered = answeredEndpoints(targets.services, predictions.services, byTarget);
  const endpoints = targets.endpoints.flatMap((target) => {
    const prediction = predictions.endpoints.get(target.id);
    if (!prediction) return [];
    const own = byTarget.get(target.id) ?? [];
    const row = judgeEndpoint(target, prediction, own, ofEndpoints, answered.has(target.id));
    return [{ ...withMoved(row, moved.get(target.id)), ...seen }];
  });
  const rowsById = new Map(endpoints.map((row) => [row.target.id, row]));
  const services = targets.services.flatMap((target) => {
    const prediction = predictions.services.get(target.id);
    if (!prediction || !asClient) return [];
    const behind = target.endpoints.flatMap((id) => rowsById.get(id) ?? []);
    const observation = byTarget.get(target.id)?.find(({ dial }) => dial === 'via-sidecar') ?? null;
    const row = judgeService(target, prediction, observation, behind, ofServices);
    // An answer that is as it should be came from the Service, whichever pod gave it.
    const why =
      row.verdict === 'match' ? undefined : target.endpoints.flatMap((id) => moved.get(id) ?? [])[0];
    return [{ ...withMoved(row, why), ...seen }];
  });
  return { endpoints, services };
}
