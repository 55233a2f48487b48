import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, Mode, PortClass } from '../model/policy.ts';
import { type AuthorizedRequest, refusingPolicy } from '../policy/authorization.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import type { ProbePods } from './network.ts';

/** Who dials with a mesh certificate: the sidecar probe pod. */
export interface ProbeIdentity {
  namespace: string;
  serviceAccount: string;
  /** Trust domain of its certificate. */
  trustDomain?: string;
  /** What selectors see of the probe pods; absent where nothing is dialled. */
  pods?: ProbePods;
}

interface Port {
  mode: Mode;
  port: number;
  portClass: PortClass;
  probe: ProbeIdentity;
}

/**
 * Why a connection that the mode lets in is surely refused all the same; null when none is known to be. Looks at the dials that the
 * mode accepts: with a mesh certificate, without one, or both (istio-semantics 8.1).
 */
export function refusalAt(index: PolicyIndex, mesh: MeshSettings, pod: Pod, at: Port): string | null {
  const refuser = (identity: AuthorizedRequest['identity']): string | null => {
    const request = { port: at.port, http: readsHttp(at.portClass), identity };
    const found = refusingPolicy(index, mesh, pod, request);
    return found && `AuthorizationPolicy ${found.namespace}/${found.name} refuses`;
  };
  const withCertificate = at.mode === 'DISABLE' ? null : refuser(at.probe);
  if (withCertificate !== null) return `${withCertificate} the probe`;
  const without = at.mode === 'STRICT' ? null : refuser(null);
  return without === null ? null : `${without} clients without a mesh certificate`;
}

/** Null where the sidecar sniffs (istio-semantics 2.2). */
function readsHttp(portClass: PortClass): boolean | null {
  return portClass === 'HTTP' || (portClass === 'TCP' ? false : null);
}
