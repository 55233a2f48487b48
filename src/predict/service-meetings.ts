import type { ClientPolicy, MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';
import { backendsOf, portInstances } from '../policy/client/backends.ts';
import { clientPolicies, type MeshClient, type Via } from '../policy/client/client-policy.ts';
import { inSubset } from '../policy/client/in-subset.ts';
import { outboundMode } from '../policy/client/outbound-mode.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { once } from '../util/once.ts';
import { predictBackend } from './service-backend.ts';
import { type Contact, contact } from './service-contact.ts';
import { inCommonTls } from './tls-in-common.ts';
import { tunnelled } from './tunnelled.ts';

/** An endpoint behind a Service port, with what it does. */
export interface Behind {
  target: EndpointTarget;
  prediction: EndpointPrediction;
}

/** A client's connection to one endpoint: what is sent, and what it meets. */
export interface Meeting extends Contact {
  /** Id of the endpoint; of the destination where no endpoint is known. */
  at: string;
  /** Null where nothing is sent. */
  policy: ClientPolicy | null;
  unsupported?: string;
}

/** Who dials, and the control planes: the client's own first of all, and those of the endpoints. */
export interface ClientSide {
  meshes: MeshSettings[];
  mesh: MeshSettings;
  client: MeshClient;
}

/** The connections of a client to every endpoint of a Service port or of a subset of it; some have been predicted already. */
export function meetingsAt(
  index: PolicyIndex,
  { meshes, mesh, client }: ClientSide,
  target: ServiceTarget,
  predicted: readonly Behind[],
  via: Via = { routed: false, subset: null },
): Meeting[] {
  const backends = backendsOf(index, mesh, target);
  const byId = new Map(backends.map((backend) => [backend.id, backend]));
  const done = new Set(predicted.map(({ target: { id } }) => id));
  const others = backends.filter((backend) => !done.has(backend.id) && inSubset(index, backend, via.subset));
  const all = [
    // What auto mTLS knows of a machine is not in its target.
    ...predicted.map((one) => ({ ...one, target: byId.get(one.target.id) ?? one.target })),
    ...others.map((backend) => ({
      target: backend,
      prediction: predictBackend(index, meshes, mesh, target, backend),
    })),
  ];
  const instances = once(() => portInstances(index, mesh, target));
  const blocked = outboundMode(index, mesh, client) === 'REGISTRY_ONLY';
  const policyAt = clientPolicies(index, mesh, client, target, { ...via, instances });
  return all.map(({ target: endpoint, prediction }) => {
    const policy =
      prediction.cause === 'address-family' ? OTHER_FAMILY : sent(index, mesh, endpoint, policyAt(endpoint));
    const unsupported = policy.unsupported ?? prediction.unsupported ?? behindGateway(prediction);
    const tried = inCommonTls(mesh, policy, prediction, contact(target, policy, prediction));
    const met = untranslated(mesh, target, endpoint, tried);
    // What is not captured is not blocked either.
    const visible = policy.source !== 'passthrough' || policy === OTHER_FAMILY;
    return {
      at: endpoint.id,
      policy,
      ...(visible ? met : asUnknownHost(met, blocked)),
      ...(unsupported !== undefined && { unsupported }),
    };
  });
}

/** A headless Service leads to the Service port at the pod itself, whatever `targetPort` says (seen on the lab, set 6 of the random sets). */
function untranslated(
  { flags }: MeshSettings,
  { headless, port }: ServiceTarget,
  endpoint: EndpointTarget,
  met: Contact,
): Contact {
  const byEndpoint = flags?.PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES === true;
  if (!headless || byEndpoint || endpoint.port === port || met.reach === 'no') return met;
  const reason = `clients of a headless Service reach port ${port} of the pod itself, not targetPort ${endpoint.port}`;
  return { reach: 'unknown', cause: 'application-not-listening', reason };
}

function behindGateway({ gateway, dataPlane }: EndpointPrediction): string | undefined {
  return gateway && `what the mesh sends to a ${dataPlane.kind}, and what that makes of it`;
}

/** HBONE goes before whatever a DestinationRule says (istio-semantics 7.4). */
function sent(
  index: PolicyIndex,
  mesh: MeshSettings,
  to: EndpointTarget,
  policy: ClientPolicy,
): ClientPolicy {
  if (policy.source === 'passthrough' || !tunnelled(index, mesh, 'sidecar', to)) return policy;
  const reason = 'The endpoint takes HBONE, so the client’s sidecar sends that.';
  return { ...policy, tls: 'hbone', source: 'auto', decidedBy: null, reason };
}

/** The probe pod is like the pods that it dials: its sidecar captures the same family only. */
const OTHER_FAMILY: ClientPolicy = {
  tls: 'plaintext',
  source: 'passthrough',
  decidedBy: null,
  reason: 'The sidecar of the client captures IPv4 only, as that of the pod does.',
  rejected: [],
};

/** A host that the client's sidecar does not know is dialled as it is, or not at all (istio-semantics 3.1). */
function asUnknownHost(met: Contact, blocked: boolean): Contact {
  if (!blocked) return met.reach === 'no' ? { ...met, cause: 'host-not-visible' } : met;
  const reason = 'the client’s sidecar does not know the host and sends to known hosts only (REGISTRY_ONLY)';
  return { reach: 'no', cause: 'host-not-visible', reason };
}
