import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, Mode, PortClass } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import { type AuthorizedRequest, authorize } from '../policy/authorization.ts';
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
}

export type Refusal = Pick<EndpointPrediction, 'authorization'> & { refusal: string | null };

/**
 * What AuthorizationPolicies make of the connections that the mode lets in, with a mesh certificate and without (istio-semantics 8.1),
 * and why one of them is surely refused; null when none is known to be.
 */
export function refusalAt(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  at: Port,
  probe: ProbeIdentity,
): Refusal {
  if (index.authorizationpolicies.length === 0) return { refusal: null };
  const ask = (identity: AuthorizedRequest['identity']) =>
    authorize(index, mesh, pod, { port: at.port, http: readsHttp(at.portClass), identity });
  const mtls = at.mode === 'DISABLE' ? null : ask(probe);
  const plaintext = at.mode === 'STRICT' ? null : ask(null);
  const by = ({ policy }: { policy: { namespace?: string; name: string } }) =>
    `AuthorizationPolicy ${policy.namespace}/${policy.name} refuses`;
  if (mtls === null && plaintext === null) return { refusal: null };
  const authorization = { ...(mtls && { mtls }), ...(plaintext && { plaintext }) };
  if (mtls?.effect === 'refused') return { authorization, refusal: `${by(mtls)} the probe` };
  if (plaintext?.effect === 'refused')
    return { authorization, refusal: `${by(plaintext)} clients without a mesh certificate` };
  return { authorization, refusal: null };
}

/** Null where the sidecar sniffs (istio-semantics 2.2). */
function readsHttp(portClass: PortClass): boolean | null {
  return portClass === 'HTTP' || (portClass === 'TCP' ? false : null);
}
