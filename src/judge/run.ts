import type { ReportedFinding } from '../model/finding.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { Run, RunNote } from '../model/run.ts';
import type { SkippedPort } from '../model/skipped.ts';
import type { SnapshotNote } from '../model/snapshot.ts';
import type { Targets } from '../model/target.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import type { ChangedObject } from '../policy/changed.ts';
import type { MalformedObject } from '../policy/well-formed.ts';
import { reportFindings } from '../predict/reported-findings.ts';
import { clockNotes } from './clock.ts';
import { countVerdicts } from './counts.ts';
import { type ExceptionInput, withExceptions } from './exceptions.ts';
import { exitCode } from './exit-code.ts';
import { leftOutNotes } from './left-out.ts';
import { objectNotes } from './object-notes.ts';
import { settledNotes } from './settled.ts';
import { certificateFindings } from './shown/certificates.ts';
import { tlsFindings } from './shown/tls.ts';
import { trustedClock } from './shown/validity.ts';
import { skipNotes } from './skip-notes.ts';
import { judgeSource, type SourceInput } from './source.ts';
import { sourceNotes } from './source-notes.ts';
import { unreadyNote } from './unready.ts';

export interface JudgeInput {
  version: string;
  id: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** The API server's clock against the one that says when the run started, in milliseconds. */
  clockAhead: number;
  durationMs: number;
  namespace: string;
  require: 'strict' | null;
  keep: boolean;
  /** All control planes. */
  meshes: readonly MeshSettings[];
  snapshot: SnapshotNote[];
  /** Objects that were left out of policy and prediction. */
  malformed: readonly MalformedObject[];
  targets: Targets;
  /** Pods of the namespace that do not run yet. */
  pending: string[];
  /** Why the pod of a target may not be the one that was met, by target id. */
  moved: ReadonlyMap<string, string>;
  findings: ReportedFinding[];
  /** At least one. */
  sources: readonly SourceInput[];
  /** Ports that were not dialled. */
  skipped: SkippedPort[];
  /** Annotations that ask for ports that are not there. */
  unknownSkips: readonly string[];
  /** Revisions of clients that no source plays, each in a sentence. */
  uncovered: readonly string[];
  /** Service ports that no sidecar sees. */
  uncaptured: string[];
  /** When policies were last changed. */
  changed: ChangedObject[];
  exceptions: Pick<ExceptionInput, 'rules' | 'podLabels' | 'whole'>;
}

/** Puts declared, predicted and observed together, for each source: the document of a run. */
export function judgeRun(input: JudgeInput): Run {
  const { sources, targets, require } = input;
  const [first] = sources;
  if (!first) throw new Error('a run has a source');
  const clients = sources.some(({ refused }) => refused === null);
  const now = trustedClock(
    input.startedAt,
    sources.map(({ certificate }) => certificate),
  );
  const judged = sources.map((source) =>
    judgeSource(source, targets, {
      require,
      now,
      moved: input.moved,
      asClient: source.refused === null || !clients,
    }),
  );
  const startedAt = new Date(input.startedAt).toISOString();
  const all = {
    endpoints: judged.flatMap((rows) => rows.endpoints),
    services: judged.flatMap((rows) => rows.services),
  };
  const today = startedAt.slice(0, 'YYYY-MM-DD'.length);
  const excepted = withExceptions(all, { ...input.exceptions, today, namespace: input.namespace });
  const { endpoints, services } = excepted;
  const places = sources.flatMap(({ from, mesh }) => [from, mesh.rootNamespace]);
  const notes = [
    ...notesOf(input, unreadyNote(endpoints, input.pending)),
    ...leftOutNotes(input.malformed, input.namespace, places),
    ...filterNotes([...endpoints, ...services]),
    ...skipNotes(input.skipped, input.unknownSkips),
    ...objectNotes(input.uncaptured, input.changed, input.startedAt + input.clockAhead),
    ...settledNotes(endpoints, services),
    ...clockNotes(input.clockAhead),
    ...excepted.notes,
  ];
  return {
    schemaVersion: 1,
    tool: { name: 'mtls-verify', version: input.version },
    id: input.id,
    startedAt,
    durationMs: input.durationMs,
    namespace: input.namespace,
    from: first.from,
    sources: sources.map(({ from, revision, certificate }) => ({
      from,
      revision,
      ...(certificate && { certificate }),
    })),
    ...(input.skipped.length > 0 && { skipped: input.skipped }),
    require,
    mesh: first.mesh,
    snapshot: input.snapshot,
    endpoints,
    services,
    findings: [
      ...input.findings,
      ...reportFindings([...certificateFindings(endpoints, now), ...tlsFindings(endpoints)]),
    ],
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
  notes.push(...sourceNotes(input.sources, input.keep));
  if (!input.targets.endpoints.length)
    note(
      'nothing-to-probe',
      input.skipped.length > 0 ? 'every port is skipped' : 'no Service of the namespace has a ready endpoint',
    );
  for (const message of input.uncovered) note('revision-not-played', message);
  return notes;
}
