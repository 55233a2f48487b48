import type { FindingCode } from '../../catalogue/objects.ts';
import type { PeerAuthentication } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { selectorOf } from '../by-selector.ts';
import { textMap } from '../client/untrusted.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

/** MTLS401 to MTLS403: PeerAuthentications that hold for more, or for less, than they seem to (istio-semantics 1.1 and 1.2). */
export function peerScopeFindings(index: PolicyIndex, meshes: readonly MeshSettings[]): Finding[] {
  return index.peerauthentications.flatMap((policy) =>
    [emptySelector(policy, meshes), besideIstiod(policy, meshes), nothingToInherit(index, policy, meshes)]
      .filter((found) => found !== null)
      .map(([code, detail]) => ({ code, objects: [referenceTo('PeerAuthentication', policy)], detail })),
  );
}

type Found = [FindingCode, string];

/** The API server keeps only the fields of `selector` that the CRD knows; an empty one counts as none. */
function emptySelector(policy: PeerAuthentication, meshes: readonly MeshSettings[]): Found | null {
  if (!isRecord(policy.spec?.selector) || selectorOf(policy) !== null) return null;
  const { namespace = '' } = policy.metadata ?? {};
  const root = meshes.some(({ rootNamespace }) => rootNamespace === namespace);
  return ['MTLS401', `It holds for ${root ? 'the whole mesh' : `all of namespace ${namespace}`}.`];
}

function besideIstiod(policy: PeerAuthentication, meshes: readonly MeshSettings[]): Found | null {
  if (selectorOf(policy) !== null) return null;
  const place = policy.metadata?.namespace;
  const mesh = meshes.find(({ namespace, rootNamespace }) => namespace === place && rootNamespace !== place);
  const root = meshes.some(({ rootNamespace }) => rootNamespace === place);
  return mesh && !root ? ['MTLS402', `The root namespace is ${mesh.rootNamespace}.`] : null;
}

function nothingToInherit(
  index: PolicyIndex,
  policy: PeerAuthentication,
  meshes: readonly MeshSettings[],
): Found | null {
  if (policy.spec?.mtls?.mode !== 'UNSET') return null;
  const { namespace = '' } = policy.metadata ?? {};
  const pod = { metadata: { namespace, labels: textMap(selectorOf(policy)) } };
  const inherits = meshes.some((mesh) => serverPolicy(index, mesh, pod, 0).level === 'default');
  return inherits ? ['MTLS403', 'No policy above it sets a mode.'] : null;
}
