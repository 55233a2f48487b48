import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, ServerPolicy } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import { ambientHistory } from '../policy/ambient/history.ts';
import { ambientLevels } from '../policy/ambient/levels.ts';
import { ambientPolicy } from '../policy/ambient/mode.ts';
import { selecting } from '../policy/by-selector.ts';
import { isSince } from '../policy/client/since.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { bareOutcomes, ztunnelOutcomes } from './outcomes.ts';

type Part = Pick<EndpointPrediction, 'effective' | 'cause' | 'reason' | 'outcomes' | 'unsupported'>;

/** What the dials should meet at a port of an ambient pod: ztunnel's reading of the declared mode (istio-semantics 7, measured.md section 6). */
export function ambientEndpoint(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  port: number,
  declared: ServerPolicy,
): Part {
  if (pod.metadata?.annotations?.['ambient.istio.io/bypass-inbound-capture'] === 'true') {
    const reason = 'annotation ambient.istio.io/bypass-inbound-capture takes the pod out of capture';
    return { effective: 'NONE', cause: 'not-captured', reason, outcomes: bareOutcomes() };
  }
  const { mode } = ambientPolicy(index, mesh, pod, port);
  const unsupported = unsupportedPart(index, mesh, pod, declared);
  return {
    effective: mode,
    ...why(index, mesh, pod, declared, mode),
    outcomes: ztunnelOutcomes(mode),
    ...(unsupported !== null && { unsupported }),
  };
}

function why(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  declared: ServerPolicy,
  mode: ServerPolicy['mode'],
): Pick<Part, 'cause' | 'reason'> {
  if ((declared.mode === 'STRICT') !== (mode === 'STRICT')) {
    const reason = `istiod makes ${mode} of ${declared.mode} when it converts the policies for ztunnel`;
    return { cause: 'ambient-conversion', reason };
  }
  const history = ambientHistory(index, mesh, pod);
  if (history?.effect === (mode === 'STRICT' ? 'open' : 'closed')) {
    return { cause: 'ambient-history', reason: 'ztunnel may have an older conversion of the policies' };
  }
  const refuser = authorizationPolicy(index, mesh, pod);
  if (refuser !== null)
    return { cause: 'access-denied', reason: `AuthorizationPolicy ${refuser} may refuse` };
  if (declared.mode === 'DISABLE')
    return { cause: 'ambient-disable', reason: 'ztunnel takes DISABLE for PERMISSIVE' };
  return { cause: null, reason: `ztunnel enforces ${mode}` };
}

/** An AuthorizationPolicy that ztunnel reads for the pod; those with targetRefs are a waypoint's. */
function authorizationPolicy(index: PolicyIndex, mesh: MeshSettings, pod: Pod): string | null {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  const found = [...new Set([namespace, mesh.rootNamespace])]
    .flatMap((place) => selecting(index.authorizationPoliciesBySelector, place, labels))
    .find(({ spec }) => !Array.isArray(spec?.targetRefs) || spec.targetRefs.length === 0);
  return found ? `${found.metadata?.namespace}/${found.metadata?.name}` : null;
}

/** Versions by Istio's release notes: no PeerAuthentication before 1.19, port-level modes mended until 1.25 (istio-semantics 7.1). */
function unsupportedPart(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  declared: ServerPolicy,
): string | null {
  if (!isSince(mesh.version, 1, 19))
    return 'Istio before 1.19 does not enforce PeerAuthentication in ambient mode';
  const { tied, workload } = ambientLevels(index, mesh, pod);
  if (tied) return 'two PeerAuthentications have the same age, and in ambient mode either may count';
  const ports = declared.level === 'port' || workload?.spec?.portLevelMtls !== undefined;
  return ports && !isSince(mesh.version, 1, 25)
    ? 'Istio before 1.25 does not convert every port-level mode for ambient mode'
    : null;
}
