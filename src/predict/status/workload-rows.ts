import type { GatewayMode } from '../../model/gateway.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { Mode } from '../../model/policy.ts';
import type { DataPlaneKind } from '../../model/prediction.ts';
import type { KialiStatus } from '../../policy/kiali/status.ts';
import { identityDomain, type KialiView, visibleRules } from '../../policy/kiali/view.ts';
import { workloadStatus } from '../../policy/kiali/workload.ts';
import { meshOfPod } from '../../policy/mesh.ts';
import { isProbePod } from '../../policy/pod-ports.ts';
import { compare } from '../../util/compare.ts';
import { groupBy } from '../../util/group.ts';
import { dataPlaneOf } from '../data-plane.ts';
import { serverRows } from '../server-rows.ts';
import { whyUnenforced } from '../why-unenforced.ts';

/** The pods of one workload for which the same holds. */
export interface WorkloadRow {
  namespace: string;
  workload: string;
  pods: number;
  dataPlane: DataPlaneKind;
  /** Kiali works this out for KIA0105 and shows it nowhere. */
  kiali: KialiStatus;
  /** What ports accept that are not in `ports`; NONE where nothing in the pod enforces a policy. */
  effective: Effective;
  /** Ports with another mode than the rest. */
  ports: { port: number; mode: Effective }[];
}

type Effective = Mode | GatewayMode;

const FINISHED = ['Succeeded', 'Failed'];

/** The workloads of a namespace, sorted by name. */
export function workloadRows(view: KialiView, namespace: string): WorkloadRow[] {
  const { index, policies } = view;
  const pods = view.pods.filter(
    (pod) =>
      pod.metadata?.namespace === namespace &&
      !isProbePod(pod) &&
      !FINISHED.includes(pod.status?.phase ?? ''),
  );
  const inputs = {
    policies,
    rules: visibleRules(view, namespace),
    services: index.services,
    domain: identityDomain(view, namespace),
  };
  const rows = pods.map((pod): WorkloadRow => {
    const row = { namespace, workload: workloadName(pod), pods: 1, dataPlane: dataPlaneOf(pod).kind };
    const kiali = workloadStatus(namespace, pod.metadata?.labels ?? {}, inputs);
    return { ...row, kiali, ...enforcedOn(view, pod) };
  });
  // Pods of one workload for which the same holds share a row.
  return [...groupBy(rows, (row) => JSON.stringify(row)).values()]
    .flatMap(([row, ...more]) => (row ? [{ ...row, pods: more.length + 1 }] : []))
    .toSorted((a, b) => compare(a.workload, b.workload) || compare(a.dataPlane, b.dataPlane));
}

function enforcedOn({ index, meshes }: KialiView, pod: Pod): Pick<WorkloadRow, 'effective' | 'ports'> {
  const mesh = meshOfPod(meshes, pod);
  const dataPlane = dataPlaneOf(pod);
  const ip = pod.status?.podIP ?? '';
  const rows = serverRows(index, [...meshes], [pod], new Map()).map(({ port, mode }) => {
    const at = { ip, port: port === '*' ? OTHER : port };
    return { port, mode: whyUnenforced(index, pod, dataPlane, at, mesh) === null ? mode : 'NONE' } as const;
  });
  const effective = rows.find(({ port }) => port === '*')?.mode ?? 'NONE';
  const ports = rows.flatMap(({ port, mode }) =>
    port === '*' || mode === effective ? [] : [{ port, mode }],
  );
  return { effective, ports };
}

/** A port that nothing names. */
const OTHER = 1;

/** A Deployment's pods are named after it, its ReplicaSet's hash and a random part. */
function workloadName({ metadata }: Pod): string {
  const [owner] = Array.isArray(metadata?.ownerReferences) ? metadata.ownerReferences : [];
  const hash = metadata?.labels?.['pod-template-hash'];
  const name = owner?.name ?? metadata?.name ?? '';
  const at = hash === undefined ? -1 : name.lastIndexOf(`-${hash}`);
  return at > 0 ? name.slice(0, at) : name;
}
