import type { ClientPolicy, MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { Backend } from './backends.ts';
import { hiddenService } from './hidden-service.ts';
import type { Subset } from './rule.ts';
import { ruleFor } from './rule-for.ts';
import { sentTls } from './sent-tls.ts';

/** The pod that dials. */
export interface MeshClient {
  namespace: string;
  labels: Record<string, string>;
}

/** How the Service port is reached: dialled, or as the destination of a route, maybe of a subset. */
export interface Via {
  routed: boolean;
  subset: Subset | null;
  /** What istiod counts as endpoints of the Service port, worked out once by callers that ask for many. */
  instances?: () => readonly Backend[];
}

const DIALLED: Via = { routed: false, subset: null };

/**
 * What a client's sidecar sends to one endpoint of a Service port (istio-semantics 3.1 to 3.4). Without an endpoint it says what
 * the Service port as a whole is set to.
 */
export function clientPolicy(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
  via: Via = DIALLED,
): ClientPolicy {
  return clientPolicies(index, mesh, client, target, via)(endpoint);
}

/** The same for each endpoint of the Service port: what does not depend on the endpoint is found once. */
export function clientPolicies(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  via: Via,
): (endpoint: EndpointTarget | null) => ClientPolicy {
  const hidden = hiddenService(index, mesh, client, target, via.routed);
  if (hidden !== null) return () => ({ tls: 'plaintext', source: 'passthrough', rejected: [], ...hidden });

  const { entry, rejected } = ruleFor(index, mesh, client, target);
  return (endpoint) => ({
    ...sentTls(index, mesh, entry, via.subset, target, endpoint, via.instances),
    rejected,
  });
}
