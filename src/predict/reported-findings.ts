import { CATALOGUE } from '../catalogue/catalogue.ts';
import { fillFix } from '../catalogue/fill.ts';
import type { ReportedFinding } from '../model/finding.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { Targets } from '../model/target.ts';
import { type Finding, sortFindings } from '../policy/findings/finding.ts';
import { staticFindings } from '../policy/findings/static-findings.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import type { Predictions } from './predict.ts';
import { predictedFindings } from './predicted-findings.ts';

/** Findings sorted, with what the catalogue says of them and their objects in the fix. */
export function reportFindings(findings: readonly Finding[]): ReportedFinding[] {
  return sortFindings(findings).map((finding) => {
    const { severity, title, fix } = CATALOGUE.object[finding.code];
    return { level: severity, title, fix: fillFix(fix, finding.objects), ...finding };
  });
}

/** Those about a namespace: its own objects, those of no namespace, and those that hold for the mesh. */
export function findingsOf(
  findings: readonly Finding[],
  namespace: string,
  meshes: readonly MeshSettings[],
): Finding[] {
  const places = [namespace, ...meshes.flatMap((mesh) => [mesh.rootNamespace, mesh.namespace])];
  return findings.filter(
    ({ objects: [first] }) => first?.namespace === undefined || places.includes(first.namespace),
  );
}

/** What is said of the objects of a run, with the predictions of each of its sources; `whole`: no part of the namespace was left out. */
export function runFindings(
  index: PolicyIndex,
  meshes: MeshSettings[],
  targets: Targets,
  predictions: readonly Predictions[],
  { namespace, whole }: { namespace: string; whole: boolean },
): ReportedFinding[] {
  const all = [
    ...staticFindings(index, meshes, targets),
    ...unique(predictions.flatMap((each) => predictedFindings(index, meshes, targets, each))),
  ];
  const near = findingsOf(all, namespace, meshes);
  if (whole) return reportFindings(near);
  const taking = new Set(predictions.flatMap((each) => takingPart(targets, each)).map(keyOf));
  return reportFindings(near.filter(({ objects }) => objects.some((object) => taking.has(keyOf(object)))));
}

/** Most of what is foretold is the same from everywhere. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** The objects that decide for the targets, were weighed for them or are them. */
function takingPart({ endpoints, services }: Targets, predictions: Predictions): ObjectReference[] {
  const servers = [...predictions.endpoints.values()].map(({ declared }) => declared);
  const clients = [...predictions.services.values()].flatMap(({ client }) =>
    client.map(({ policy }) => policy),
  );
  return [
    ...endpoints.map(({ namespace, pod }) => ({ kind: 'Pod', namespace, name: pod ?? '' })),
    ...services.map(({ namespace, service }) => ({ kind: 'Service', namespace, name: service })),
    ...[...predictions.endpoints.values()].flatMap(({ authorization, confounders = [] }) => [
      ...[authorization?.mtls, authorization?.plaintext].flatMap((effect) => effect?.policy ?? []),
      ...confounders.map(({ object }) => object),
    ]),
    ...[...servers, ...clients].flatMap(({ decidedBy, rejected }) => [
      ...(decidedBy === null ? [] : [decidedBy]),
      ...rejected.map(({ object }) => object),
    ]),
  ];
}

function keyOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace}/${name}`;
}
