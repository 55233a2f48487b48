import { fillFix } from '../catalogue/fill.ts';
import { explain as entryOf } from '../judge/explain.ts';
import { objectsOf } from '../judge/objects.ts';
import type { ReportedFinding } from '../model/finding.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { Run } from '../model/run.ts';
import type { Targets } from '../model/target.ts';
import type { EndpointRow, Judgement, ServiceRow } from '../model/verdict.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { weighedPolicies } from '../policy/weighed-policies.ts';
import type { Predictions } from '../predict/predict.ts';
import { groupBy } from '../util/group.ts';
import { caveatsOf } from './caveats.ts';
import { dialStory } from './evidence.ts';
import type { ClientSide, Explanation, Observed, Reason, ServerSide } from './explanation.ts';
import { patchesFor } from './patches.ts';
import { foretold, type SeenEndpoint, type SeenService, seenBy } from './seen.ts';
import type { Subject } from './subject.ts';

export interface ExplainInput {
  subject: Subject;
  index: PolicyIndex;
  meshes: MeshSettings[];
  targets: Targets;
  /** What follows from the objects, seen from each namespace. */
  views: { from: string; predictions: Predictions }[];
  findings: ReportedFinding[];
  /** Null where nothing was dialled. */
  run: Run | null;
}

/** Puts together what is declared, predicted and observed for one thing, and how to mend what is wrong. */
export function explainSubject(input: ExplainInput): Explanation {
  const { subject, findings, run, views } = input;
  const { endpoints, services } = run ? seenBy(run) : foretold(input);
  const servers = endpoints.map((seen) => serverSide(input, seen));
  const clients = services.map(clientSide);
  return {
    schemaVersion: 1,
    subject,
    from: views.map(({ from }) => from),
    probed: run !== null,
    servers,
    clients,
    findings,
    patches: patchesFor(input.index, servers, clients, findings, subject),
  };
}

function serverSide(
  { index, meshes }: ExplainInput,
  { from, target, prediction, row }: SeenEndpoint,
): ServerSide {
  const { declared, effective, gateway, dataPlane, cause, reason } = prediction;
  const pod = index.podByName.get(`${target.namespace}/${target.pod}`);
  const mesh = meshOfPod(meshes, pod);
  const policies = pod && mesh ? weighedPolicies(index, mesh, pod, target.port, declared) : [];
  return {
    ...{ from, target },
    declared: { mode: declared.mode, policies },
    predicted: {
      ...{ effective, dataPlane, cause, reason, caveats: caveatsOf(prediction) },
      ...(gateway !== undefined && { gateway }),
    },
    observed: row && { ...observedOf(row), mode: row.observed },
    finding: reasonFor(row ?? { cause, doubt: null }, objectsOf({ target, prediction })),
  };
}

function clientSide({ from, target, prediction, row }: SeenService): ClientSide {
  const { client, reachable, encrypted, cause, reason } = prediction;
  const groups = groupBy(client, ({ policy }) => JSON.stringify(policy));
  const declared = [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ endpoints: [first, ...others].map(({ endpoint }) => endpoint), policy: first.policy }] : [],
  );
  return {
    ...{ from, target, declared },
    predicted: { reachable, encrypted, cause, reason, caveats: caveatsOf(prediction) },
    observed: row && { ...observedOf(row), encrypted: row.encrypted },
    finding: reasonFor(row ?? { cause, doubt: null }, objectsOf({ target, prediction })),
  };
}

function observedOf(row: EndpointRow | ServiceRow): Observed {
  const observations = 'observations' in row ? row.observations : row.observation ? [row.observation] : [];
  return {
    verdict: row.verdict,
    detail: row.detail,
    dials: observations.map(dialStory),
  };
}

function reasonFor(
  judgement: Pick<Judgement, 'cause' | 'doubt'>,
  objects: readonly ObjectReference[],
): Reason | null {
  const entry = entryOf(judgement);
  return entry && { code: entry.code, title: entry.title, fix: fillFix(entry.fix, objects) };
}
