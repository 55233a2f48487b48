import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, ServerPolicy } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import { type AmbientHistory, ambientHistory } from '../policy/ambient/history.ts';
import { ambientLevels } from '../policy/ambient/levels.ts';
import { ambientPolicy } from '../policy/ambient/mode.ts';
import { isSince } from '../policy/client/since.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { ztunnelRefusal } from './ambient-refusal.ts';
import { BYPASS, isBehindZtunnel } from './behind-ztunnel.ts';
import { AUTHORIZATIONS, forbidden } from './not-read.ts';
import { bareOutcomes } from './outcomes.ts';
import type { ProbeIdentity } from './refusal.ts';
import { ztunnelOutcomes } from './ztunnel-outcomes.ts';

type Part = Pick<
  EndpointPrediction,
  'effective' | 'cause' | 'reason' | 'outcomes' | 'unsupported' | 'authorization'
>;

/** Where ztunnel takes what leaves and what comes in: it drops connections that are made to them (istio-semantics 7.2). */
const OWN_PORTS = [15001, 15006];

/** What the dials should meet at a port of an ambient pod: ztunnel's reading of the declared mode (istio-semantics 7, measured.md section 6). */
export function ambientEndpoint(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  port: number,
  declared: ServerPolicy,
  probe: ProbeIdentity | null,
): Part {
  if (!isBehindZtunnel(pod)) {
    const reason = `annotation ${BYPASS} takes the pod out of capture`;
    return { effective: 'NONE', cause: 'not-captured', reason, outcomes: bareOutcomes() };
  }
  const { mode } = ambientPolicy(index, mesh, pod, port);
  const history = whyOtherwise(ambientHistory(index, mesh, pod), mode);
  const { authorization, refusal, identity, plaintext } = ztunnelRefusal(index, mesh, pod, port, probe);
  const unsupported = OWN_PORTS.includes(port)
    ? `ztunnel keeps port ${port} for itself`
    : unsupportedPart(index, mesh, pod, declared);
  const open = mode === 'STRICT' ? false : plaintext;
  const found = why(declared, mode, history);
  return {
    effective: mode,
    ...(refusal !== null && found.cause === null ? { cause: 'access-denied', reason: refusal } : found),
    // An older conversion may be in force: then either is as predicted.
    outcomes: ztunnelOutcomes({ plaintext: history === null ? open : null, identity }),
    ...(authorization && { authorization }),
    ...(unsupported !== null && { unsupported }),
  };
}

/** The history, where it may make the wire do something else than the mode says. */
function whyOtherwise(history: AmbientHistory | null, mode: ServerPolicy['mode']): AmbientHistory | null {
  return history?.effect === (mode === 'STRICT' ? 'open' : 'closed') ? history : null;
}

function why(
  declared: ServerPolicy,
  mode: ServerPolicy['mode'],
  history: AmbientHistory | null,
): Pick<Part, 'cause' | 'reason'> {
  if ((declared.mode === 'STRICT') !== (mode === 'STRICT')) {
    const reason = `istiod makes ${mode} of ${declared.mode} when it converts the policies for ztunnel`;
    return { cause: 'ambient-conversion', reason };
  }
  if (history) {
    const { namespace, name } = history.policy;
    const reason = `ztunnel may have an older conversion of PeerAuthentication ${namespace}/${name}`;
    return { cause: 'ambient-history', reason };
  }
  if (declared.mode === 'DISABLE')
    return { cause: 'ambient-disable', reason: 'ztunnel takes DISABLE for PERMISSIVE' };
  return { cause: null, reason: `ztunnel enforces ${mode}` };
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
  const unread = forbidden(index, mesh, pod.metadata?.namespace ?? '', AUTHORIZATIONS);
  if (unread !== null) return unread;
  const ports = declared.level === 'port' || workload?.spec?.portLevelMtls !== undefined;
  return ports && !isSince(mesh.version, 1, 25)
    ? 'Istio before 1.25 does not convert every port-level mode for ambient mode'
    : null;
}
