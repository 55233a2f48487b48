import { VerifyError } from '../model/errors.ts';
import type { ReportedFinding } from '../model/finding.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Targets } from '../model/target.ts';
import { hostTargets } from '../policy/client/host-targets.ts';
import { clusterDomain } from '../policy/cluster-domain.ts';
import { staticFindings } from '../policy/findings/static-findings.ts';
import { meshOfPod, readMeshes } from '../policy/mesh.ts';
import { isProbePod } from '../policy/pod-ports.ts';
import { buildIndex, type PolicyIndex } from '../policy/policy-index.ts';
import { listTargets } from '../policy/targets.ts';
import { type ClientRow, clientRows } from './client-rows.ts';
import { predict } from './predict.ts';
import { predictedFindings } from './predicted-findings.ts';
import { findingsOf, reportFindings } from './reported-findings.ts';
import { type ServerRow, serverRows } from './server-rows.ts';

/** The declared and predicted side alone: the document of `mtls-verify policy --output json`. */
export interface PolicyReport {
  server: ServerRow[];
  client: ClientRow[];
  findings: ReportedFinding[];
}

/** What the objects of a snapshot declare, for the workloads of one namespace or of all (null). */
export function policyReport(snapshot: Snapshot, namespace: string | null): PolicyReport {
  const index = buildIndex(snapshot);
  const meshes = readMeshes(snapshot);
  const places = [...new Set([...index.podsByNamespace.keys(), ...index.servicesByNamespace.keys()])];
  const domain = clusterDomain(index);
  const targetsOf = new Map(
    places
      .toSorted()
      .map((place) => [place, listTargets(index, { namespace: place, service: [], port: [], domain })]),
  );
  const chosen = [...targetsOf].filter(([place]) => namespace === null || place === namespace);
  const pods = chosen.flatMap(([place]) => podsOf(index, place));
  const all = joined([...targetsOf.values()]);
  const hosts = new Map(meshes.map((mesh) => [mesh, hostTargets(index, mesh, domain)]));
  requireRoom(pods.length, all, Math.max(0, ...[...hosts.values()].map(({ length }) => length)));
  const findings = [
    ...staticFindings(index, meshes, joined(chosen.map(([, targets]) => targets))),
    ...chosen.flatMap(([place, targets]) => predictionsOf(index, meshes, place, targets)),
  ];
  return {
    server: serverRows(index, meshes, pods, portsByPod(all)),
    client: clientRows(index, meshes, pods, all.services, hosts),
    findings: reportFindings(namespace === null ? findings : findingsOf(findings, namespace, meshes)),
  };
}

/** Every pod has a row for every endpoint of every Service: more than this helps nobody and fills the memory. */
const MAX_ROWS = 1_000_000;

function requireRoom(pods: number, { services }: Targets, hosts: number): void {
  const rows = pods * services.reduce((sum, { endpoints }) => sum + Math.max(1, endpoints.length), hosts);
  if (rows <= MAX_ROWS) return;
  throw new VerifyError(
    'PLAN_TOO_LARGE',
    `${pods} pods and ${services.length + hosts} Service ports would make ${rows} client rows`,
    'name one namespace with -n, or give fewer manifests',
  );
}

/** Pods that run or will, without those of this program. */
function podsOf(index: PolicyIndex, namespace: string) {
  return (index.podsByNamespace.get(namespace) ?? [])
    .filter((pod) => !isProbePod(pod) && !['Succeeded', 'Failed'].includes(pod.status?.phase ?? ''))
    .toSorted((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
}

function predictionsOf(index: PolicyIndex, meshes: MeshSettings[], namespace: string, targets: Targets) {
  const mesh = meshOfPod(meshes, index.podsByNamespace.get(namespace)?.[0]);
  if (!mesh) return [];
  const predictions = predict(index, meshes, targets, { mesh, namespace, labels: {} });
  return predictedFindings(index, meshes, targets, predictions);
}

function joined(targets: readonly Targets[]): Targets {
  return {
    endpoints: targets.flatMap(({ endpoints }) => endpoints),
    services: targets.flatMap(({ services }) => services),
  };
}

function portsByPod({ endpoints }: Targets): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { namespace, pod, port } of endpoints) {
    const key = `${namespace}/${pod}`;
    const known = found.get(key);
    if (known) known.push(port);
    else found.set(key, [port]);
  }
  return found;
}
