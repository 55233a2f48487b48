import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, ServerPolicy } from '../model/policy.ts';
import { selecting } from './by-selector.ts';
import type { PolicyIndex } from './policy-index.ts';
import { serverPolicy } from './server.ts';
import { isRecord } from './well-formed.ts';

/** A port that no policy names: what is declared for it holds for the workload as a whole. */
const NO_PORT = 0;

/**
 * The mode that ztunnel makes of PeerAuthentication for one port of an ambient pod: DISABLE means PERMISSIVE, and a workload policy
 * without a mode of its own and with DISABLE ports only is not sent under STRICT (istio-semantics 7.1, measured.md section 6).
 */
export function ambientPolicy(index: PolicyIndex, mesh: MeshSettings, pod: Pod, port: number): ServerPolicy {
  const declared = serverPolicy(index, mesh, pod, port);
  const workload = serverPolicy(index, mesh, pod, NO_PORT);
  const lost = isLostException(index, pod, declared, workload);
  const { mode, ...decided } = lost ? workload : declared;
  return { ...decided, mode: mode === 'DISABLE' ? 'PERMISSIVE' : mode };
}

/** Whether a port exception is one that istiod forgets for ambient pods. */
export function isLostException(
  index: PolicyIndex,
  pod: Pod,
  declared: ServerPolicy,
  workload: ServerPolicy,
): boolean {
  if (declared.level !== 'port' || declared.mode !== 'DISABLE') return false;
  if (workload.mode !== 'STRICT' || workload.level === 'workload') return false;
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  const policy = selecting(index.peerAuthenticationsBySelector, namespace, labels).find(
    ({ metadata }) => metadata?.name === declared.decidedBy?.name,
  );
  const ports: unknown = policy?.spec?.portLevelMtls;
  return !Object.values(isRecord(ports) ? ports : {}).some(
    (entry) => isRecord(entry) && entry['mode'] === 'PERMISSIVE',
  );
}
