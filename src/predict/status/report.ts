import type { PeerAuthentication } from '../../model/istio.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { KIALI_CHECKS, type KialiCheck } from '../../policy/kiali/check.ts';
import { kialiChecks } from '../../policy/kiali/checks.ts';
import { type KialiView, kialiView } from '../../policy/kiali/view.ts';
import { readMeshes } from '../../policy/mesh.ts';
import { buildIndex, keyOf } from '../../policy/policy-index.ts';
import { type MeshRow, meshRow } from './mesh-row.ts';
import { type NamespaceRow, namespaceRow } from './namespace-row.ts';
import { type WorkloadRow, workloadRows } from './workload-rows.ts';

export interface ReportedCheck extends KialiCheck {
  severity: 'error' | 'warning';
  title: string;
}

/** What Kiali shows beside what Istio makes of the same objects: the document of `mtls-verify status --output json`. */
export interface StatusReport {
  mesh: MeshRow[];
  namespaces: NamespaceRow[];
  workloads: WorkloadRow[];
  checks: ReportedCheck[];
}

/** `chosen`: the namespaces asked for; all when empty. */
export function statusReport(snapshot: Snapshot, chosen: readonly string[]): StatusReport {
  const index = buildIndex(snapshot);
  const meshes = readMeshes(snapshot);
  const view = kialiView(index, meshes);
  const checks = kialiChecks(view);
  const named = [
    ...index.namespaceByName.keys(),
    ...index.podsByNamespace.keys(),
    ...index.servicesByNamespace.keys(),
  ];
  const places = [...new Set(named)]
    .filter((place) => chosen.length === 0 || chosen.includes(place))
    .toSorted();
  const workloads = new Map(places.map((place) => [place, workloadRows(view, place)]));
  const invalid = invalidPolicies(view, checks);
  const concerned = new Set([...places, ...meshes.flatMap((mesh) => [mesh.rootNamespace, mesh.namespace])]);
  return {
    mesh: meshes.map((mesh) => meshRow(view, mesh)),
    namespaces: places.map((place) => namespaceRow(view, place, invalid, workloads.get(place) ?? [])),
    workloads: [...workloads.values()].flat(),
    checks: checks
      .filter(({ object }) => concerned.has(object.namespace ?? ''))
      .map((check) => {
        const [severity, title] = KIALI_CHECKS[check.code];
        return { ...check, severity, title };
      }),
  };
}

function invalidPolicies(
  { policies }: KialiView,
  checks: readonly KialiCheck[],
): ReadonlySet<PeerAuthentication> {
  const broken = new Set(
    checks
      .filter(({ code, object }) => object.kind === 'PeerAuthentication' && KIALI_CHECKS[code][0] === 'error')
      .map(({ object }) => `${object.namespace}/${object.name}`),
  );
  return new Set(policies.filter((policy) => broken.has(keyOf(policy))));
}
