import type { ReportedFinding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';
import type { Run, RunNote } from '../model/run.ts';
import type { SnapshotNote } from '../model/snapshot.ts';
import type { Targets } from '../model/target.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import type { ChangedObject } from '../policy/changed.ts';
import type { MalformedObject } from '../policy/well-formed.ts';
import type { RoleEnd } from '../run/follow-role.ts';
import { groupBy } from '../util/group.ts';
import { answeredEndpoints } from './answered.ts';
import { countVerdicts } from './counts.ts';
import { judgeEndpoint } from './endpoint.ts';
import { exitCode } from './exit-code.ts';
import { leftOutNotes } from './left-out.ts';
import { objectNotes } from './object-notes.ts';
import { judgeService } from './service.ts';
import { unreadyNote } from './unready.ts';

export interface JudgeInput {
  version: string;
  id: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  durationMs: number;
  namespace: string;
  from: string;
  require: 'strict' | null;
  keep: boolean;
  /** The control plane of the mesh client. */
  mesh: MeshSettings;
  /** All control planes. */
  meshes: readonly MeshSettings[];
  snapshot: SnapshotNote[];
  /** Objects that were left out of policy and prediction. */
  malformed: readonly MalformedObject[];
  targets: Targets;
  /** Pods of the namespace that do not run yet. */
  pending: string[];
  predictions: { endpoints: Map<string, EndpointPrediction>; services: Map<string, ServicePrediction> };
  findings: ReportedFinding[];
  observations: Observation[];
  controls: { ok: boolean; details: string[] };
  ends: Map<Role, RoleEnd>;
  /** Why no sidecar pod was launched at all. */
  refused: string | null;
  leftBehind: string | null;
  /** Service ports that no sidecar sees. */
  uncaptured: string[];
  /** When policies were last changed. */
  changed: ChangedObject[];
}

/** Puts declared, predicted and observed together: the document of a run. */
export function judgeRun(input: JudgeInput): Run {
  const context = {
    controlsOk: input.controls.ok,
    require: input.require,
    ...(input.mesh.stopsDetecting && { stopsDetecting: input.mesh.stopsDetecting }),
  };
  const byTarget = groupBy(input.observations, ({ target }) => target);
  const answered = answeredEndpoints(input.targets.services, input.predictions.services, byTarget);
  const endpoints = input.targets.endpoints.flatMap((target) => {
    const prediction = input.predictions.endpoints.get(target.id);
    const own = byTarget.get(target.id) ?? [];
    return prediction ? [judgeEndpoint(target, prediction, own, context, answered.has(target.id))] : [];
  });
  const rowsById = new Map(endpoints.map((row) => [row.target.id, row]));
  const services = input.targets.services.flatMap((target) => {
    const prediction = input.predictions.services.get(target.id);
    const behind = target.endpoints.flatMap((id) => rowsById.get(id) ?? []);
    const observation = byTarget.get(target.id)?.find(({ dial }) => dial === 'via-sidecar') ?? null;
    return prediction ? [judgeService(target, prediction, observation, behind, context)] : [];
  });
  const notes = notesOf(input, unreadyNote(endpoints, input.pending));
  notes.push(
    ...leftOutNotes(input.malformed, input.namespace, [input.from, input.mesh.rootNamespace]),
    ...filterNotes([...endpoints, ...services]),
    ...objectNotes(input.uncaptured, input.changed, input.startedAt),
  );
  return {
    schemaVersion: 1,
    tool: { name: 'mtls-verify', version: input.version },
    id: input.id,
    startedAt: new Date(input.startedAt).toISOString(),
    durationMs: input.durationMs,
    namespace: input.namespace,
    from: input.from,
    require: input.require,
    mesh: input.mesh,
    snapshot: input.snapshot,
    endpoints,
    services,
    findings: input.findings,
    notes,
    counts: countVerdicts([...endpoints, ...services]),
    exitCode: exitCode([...endpoints, ...services], notes),
  };
}

/** Each EnvoyFilter that takes part, once: a match is not commented on in the table. */
function filterNotes(rows: readonly (EndpointRow | ServiceRow)[]): RunNote[] {
  const found = rows.flatMap(({ prediction }) => prediction.confounders ?? []);
  const filters = found.filter(({ object }) => object.kind === 'EnvoyFilter').map(({ what }) => what);
  return [...new Set(filters)].toSorted().map((message) => ({ code: 'envoy-filter', message }));
}

function notesOf(input: JudgeInput, unready: string | null): RunNote[] {
  const notes: RunNote[] = [];
  const note = (code: RunNote['code'], message: string) => notes.push({ code, message });
  for (const { revision, doubts } of input.meshes) {
    const of = input.meshes.length > 1 ? `revision ${revision}: ` : '';
    for (const doubt of doubts) note('mesh-doubt', `${of}${doubt}`);
  }
  for (const { resource, problem, namespace } of input.snapshot) {
    if (problem === 'forbidden')
      note(
        'list-unavailable',
        `you may not list ${resource} ${namespace === undefined ? 'everywhere' : `in namespace ${namespace}`}: what they decide is not known`,
      );
  }
  if (unready !== null) note('not-ready', unready);
  if (input.refused !== null) note('source-failed', `no sidecar pod was launched: ${input.refused}`);
  for (const [role, end] of input.ends) {
    if (end.state === 'failed') note('source-failed', `${role}: ${end.error.message}`);
    if (end.state === 'unfinished') note('source-failed', `${role}: not finished in time: ${end.why}`);
  }
  if (!input.controls.ok)
    note('control-failed', `the probe itself does not work here: ${input.controls.details.join('; ')}`);
  if (!input.targets.endpoints.length)
    note('nothing-to-probe', 'no Service of the namespace has a ready endpoint');
  if (input.keep) {
    const selector = `mtls-verify/run=${input.id}`;
    note(
      'kept',
      `the probe pods are kept for an hour; delete them with: kubectl -n ${input.from} delete jobs -l ${selector}`,
    );
  }
  if (input.leftBehind !== null) {
    note(
      'left-behind',
      `the probe pods could not be deleted (${input.leftBehind}); they go by themselves at their deadline`,
    );
  }
  return notes;
}
