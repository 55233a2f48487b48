import type { MeshSettings, Mode } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { sendsMtls, wideMode } from '../../policy/kiali/objects.ts';
import type { KialiStatus, Sides } from '../../policy/kiali/status.ts';
import { type KialiView, policiesIn } from '../../policy/kiali/view.ts';

interface Facts {
  mesh: MeshSettings;
  /** What Kiali went by. */
  objects: readonly ObjectReference[];
  sides: Sides;
  /** What Istio makes of it, and by which policy. */
  mode: Mode;
  decidedBy: ObjectReference | null;
}

const SERVERS = 'what sidecars accept is for PeerAuthentication alone to say';

/** Why what Kiali shows of a mesh is not what its sidecars do (kiali.md 1.9). */
export function whyMeshDiffers({ mesh, objects, sides, decidedBy }: Facts): string {
  if (
    decidedBy !== null &&
    !objects.some((object) => same(object, decidedBy)) &&
    decidedBy.namespace !== mesh.namespace
  )
    return `Kiali reads the policies of istiod’s namespace ${mesh.namespace}, and Istio those of the root namespace ${mesh.rootNamespace}`;
  return byRule(objects, sides, mesh) ?? byPolicy(objects, decidedBy);
}

/** Why what Kiali shows of a namespace is not what its sidecars do where no policy of a workload says otherwise. */
export function whyNamespaceDiffers(
  facts: Facts & { view: KialiView; namespace: string; status: KialiStatus },
): string {
  const { view, mesh, namespace, status, objects, sides, decidedBy } = facts;
  if (status === 'MTLS_VALIDATION_ERROR') return 'Kiali shows the error of a policy in place of a mode';
  const own = policiesIn(view, namespace);
  if (decidedBy?.namespace === namespace) {
    const policy = own.find(({ metadata }) => metadata?.name === decidedBy.name);
    if (policy && wideMode(policy) === '')
      return `Kiali takes the empty selector of ${named(decidedBy)} for a selector; to Istio it selects all workloads`;
    if (!objects.some((object) => same(object, decidedBy))) return byPolicy(objects, decidedBy);
  }
  const ruled = byRule(objects, sides, mesh);
  if (ruled !== null) return ruled;
  return sides.authentication === '' || sides.authentication === 'UNSET'
    ? 'Kiali goes by its word for the mesh, which is not what the sidecars of the mesh do'
    : byPolicy(objects, decidedBy);
}

/** The client's side is part of Kiali's word, and no part of what a server accepts. */
function byRule(
  objects: readonly ObjectReference[],
  sides: Sides,
  { autoMtls }: MeshSettings,
): string | null {
  const rule = objects.find(({ kind }) => kind === 'DestinationRule');
  if (rule) {
    const sends = sendsMtls(sides.rule) ? 'send mTLS' : 'send none';
    return `Kiali counts ${named(rule)}, which makes clients ${sends} (${sides.rule}); ${SERVERS}`;
  }
  return sides.authentication === 'STRICT' && !autoMtls
    ? `Kiali misses a DestinationRule that makes clients send mTLS, since auto mTLS is off; ${SERVERS}`
    : null;
}

function byPolicy(objects: readonly ObjectReference[], decidedBy: ObjectReference | null): string {
  const kiali = objects.find(({ kind }) => kind === 'PeerAuthentication');
  const theirs = kiali ? `Kiali goes by ${named(kiali)}` : 'Kiali finds no policy';
  const ours = decidedBy ? `${named(decidedBy)} decides, the oldest that istiod reads` : 'istiod reads none';
  return `${theirs}; ${ours}`;
}

function same(a: ObjectReference, b: ObjectReference): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

function named({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace}/${name}`;
}
