import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction, PolicyEffect } from '../model/prediction.ts';
import { type AuthorizedRequest, authorize } from '../policy/authorization.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import type { ProbeIdentity } from './refusal.ts';

interface ZtunnelRefusal {
  authorization?: NonNullable<EndpointPrediction['authorization']>;
  /** Names the policy that refuses, or may refuse, a client whatever the mode; null when there is none. */
  refusal: string | null;
  /** Whether AuthorizationPolicies let in a client without an identity, and the probe with its own; null when that is not known. */
  plaintext: boolean | null;
  identity: boolean | null;
}

/**
 * What AuthorizationPolicies make of both kinds of client at a pod in ambient mode. ztunnel reads no HTTP, and refuses with the same
 * closed connection as under STRICT (measured.md section 6); so both are asked for in every mode.
 */
export function ztunnelRefusal(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  port: number,
  probe: ProbeIdentity | null,
): ZtunnelRefusal {
  if (index.authorizationpolicies.length === 0) return { refusal: null, plaintext: true, identity: true };
  const ask = (identity: AuthorizedRequest['identity']) =>
    authorize(index, mesh, pod, { port, http: false, identity });
  // Where nobody dials, what an identity meets hangs on which one it is.
  const mtls = probe ? ask(probe) : null;
  const plaintext = ask(null);
  const deciding = [mtls, plaintext].find((effect) => effect && effect.effect !== 'escaped');
  const authorization = { ...(mtls && { mtls }), ...(plaintext && { plaintext }) };
  return {
    ...((mtls ?? plaintext) && { authorization }),
    refusal: deciding
      ? `AuthorizationPolicy ${deciding.policy.namespace}/${deciding.policy.name} ${deciding.effect === 'refused' ? 'refuses' : 'may refuse'}`
      : null,
    plaintext: passes(plaintext),
    identity: passes(mtls),
  };
}

function passes(effect: PolicyEffect | null): boolean | null {
  if (effect === null || effect.effect === 'escaped') return true;
  return effect.effect === 'refused' ? false : null;
}
