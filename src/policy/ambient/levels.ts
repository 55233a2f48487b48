import type { PeerAuthentication } from '../../model/istio.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { selecting, selectorOf } from '../by-selector.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import { whyUnread } from '../server.ts';
import { isRecord } from '../well-formed.ts';

/** The policies above a workload policy that istiod reads when it converts it for ztunnel. */
export interface Parents {
  namespace: PeerAuthentication | undefined;
  mesh: PeerAuthentication | undefined;
}

/** The policies that count for one ambient pod, one a level. */
export interface AmbientLevels extends Parents {
  workload: PeerAuthentication | undefined;
  /** What the conversion of the workload policy reads: here an empty selector is one. */
  parents: Parents;
  /** Two policies of a level have the same second of creation, and which of them counts is left to chance. */
  tied: boolean;
}

/**
 * The oldest policy of each level, as istiod's ambient index picks them (pilot/pkg/serviceregistry/ambient/authorization.go,
 * policies.go): no name breaks a tie, and a root policy with a selector, even an empty one, is not for the mesh.
 */
export function ambientLevels(index: PolicyIndex, mesh: MeshSettings, pod: Pod): AmbientLevels {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  const root = mesh.rootNamespace;
  const of = (place: string) =>
    selecting(index.peerAuthenticationsBySelector, place, labels)
      .filter((policy) => whyUnread(index, mesh, policy) === null)
      .sort(byAge);
  const above = of(root).filter((policy) =>
    namespace === root ? !selectorOf(policy) : !hasSelector(policy),
  );
  const own = namespace === root ? [] : of(namespace);
  const wide = own.filter((policy) => !selectorOf(policy));
  const selective = own.filter((policy) => selectorOf(policy));
  return {
    mesh: above[0],
    namespace: wide[0],
    workload: selective[0],
    parents: {
      namespace: wide.find((policy) => !hasSelector(policy)),
      mesh: above.find((policy) => !hasSelector(policy)),
    },
    tied: [above, wide, selective].some(([first, second]) => first && second && age(first) === age(second)),
  };
}

function hasSelector({ spec }: PeerAuthentication): boolean {
  return isRecord(spec?.selector);
}

function age({ metadata }: PeerAuthentication): unknown {
  return metadata?.creationTimestamp;
}
