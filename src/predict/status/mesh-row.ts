import type { MeshSettings, Mode } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { meshStatus } from '../../policy/kiali/levels.ts';
import type { KialiStatus } from '../../policy/kiali/status.ts';
import type { KialiView } from '../../policy/kiali/view.ts';
import { meshLabel, modeShown } from '../../policy/kiali/words.ts';
import { serverPolicy } from '../../policy/server.ts';
import { whyMeshDiffers } from './why-different.ts';

/** What Kiali shows: its status word, and what a user reads. */
export interface Shown {
  status: KialiStatus;
  label: string;
}

/** One control plane. */
export interface MeshRow {
  revision: string;
  /** Namespace of istiod. */
  namespace: string;
  autoMtls: boolean;
  minTls: '1.2' | '1.3';
  kiali: Shown;
  /** What sidecars accept where no namespace or workload says otherwise. */
  effective: Mode;
  decidedBy: ObjectReference | null;
  /** Null where both say the same. */
  difference: string | null;
}

export function meshRow(view: KialiView, mesh: MeshSettings): MeshRow {
  const { revision, namespace, autoMtls, minTls } = mesh;
  const { status, objects, sides } = meshStatus(view, mesh);
  // A namespace that has no policies of its own.
  const { mode, decidedBy } = serverPolicy(view.index, mesh, { metadata: { namespace: '' } }, 0);
  const shown = modeShown(status, status);
  return {
    revision,
    namespace,
    autoMtls,
    minTls,
    kiali: { status, label: meshLabel(status, autoMtls) },
    effective: mode,
    decidedBy,
    difference: shown === mode ? null : whyMeshDiffers({ mesh, objects, sides, mode, decidedBy }),
  };
}
