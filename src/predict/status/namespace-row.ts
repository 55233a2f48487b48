import type { PeerAuthentication } from '../../model/istio.ts';
import type { Mode } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { meshStatus, namespaceStatus } from '../../policy/kiali/levels.ts';
import { type KialiView, meshOfNamespace } from '../../policy/kiali/view.ts';
import { modeShown, NOT_APPLICABLE, namespaceLabel } from '../../policy/kiali/words.ts';
import { serverPolicy } from '../../policy/server.ts';
import type { Shown } from './mesh-row.ts';
import { whyNamespaceDiffers } from './why-different.ts';
import type { WorkloadRow } from './workload-rows.ts';

export interface NamespaceRow {
  namespace: string;
  kiali: Shown;
  /** What sidecars of the namespace accept where no policy of a workload says otherwise; null where no control plane manages it. */
  effective: Mode | null;
  decidedBy: ObjectReference | null;
  difference: string | null;
}

/** `invalid`: the policies that Kiali finds an error in. */
export function namespaceRow(
  view: KialiView,
  namespace: string,
  invalid: ReadonlySet<PeerAuthentication>,
  workloads: readonly WorkloadRow[],
): NamespaceRow {
  const mesh = meshOfNamespace(view, namespace);
  const { status, objects, sides } = namespaceStatus(view, namespace, invalid);
  if (mesh === null)
    return {
      namespace,
      kiali: { status, label: NOT_APPLICABLE },
      effective: null,
      decidedBy: null,
      difference: outsiders(workloads),
    };
  const above = meshStatus(view, mesh).status;
  const { mode, decidedBy } = serverPolicy(view.index, mesh, { metadata: { namespace } }, 0);
  const shown = modeShown(status, above);
  const why =
    shown === mode
      ? []
      : [whyNamespaceDiffers({ view, mesh, namespace, status, objects, sides, mode, decidedBy })];
  const parts = [...why, ...others(workloads, mode)];
  return {
    namespace,
    kiali: { status, label: namespaceLabel(status, above) },
    effective: mode,
    decidedBy,
    difference: parts.length === 0 ? null : parts.join('; '),
  };
}

/** Workloads that do something else than what is in force for their namespace. */
function others(workloads: readonly WorkloadRow[], mode: Mode): string[] {
  const found = workloads.flatMap((row) => [
    ...(row.effective === mode ? [] : [`${row.workload} ${row.effective}`]),
    ...row.ports
      .filter((other) => other.mode !== mode)
      .map((other) => `${row.workload}:${other.port} ${other.mode}`),
  ]);
  return found.length === 0 ? [] : [`except ${listed(found)}`];
}

/** A pod may be in the mesh by its own label, in a namespace that Kiali takes for outside of it. */
function outsiders(workloads: readonly WorkloadRow[]): string | null {
  const inside = workloads.filter(({ dataPlane }) => dataPlane !== 'none');
  if (inside.length === 0) return null;
  return `except ${listed(inside.map(({ workload, effective }) => `${workload} ${effective}`))}`;
}

const MANY = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MANY;
  return `${names.slice(0, MANY).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}
