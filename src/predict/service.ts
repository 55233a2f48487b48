import type { ClientPolicy, MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';
import { clientPolicy } from '../policy/client/client-policy.ts';
import { outboundMode } from '../policy/client/outbound-mode.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { type Contact, contact } from './service-contact.ts';
import { viaOutcomes } from './service-outcomes.ts';

interface Behind {
  target: EndpointTarget;
  prediction: EndpointPrediction;
}

interface Meeting extends Contact {
  endpoint: string;
  policy: ClientPolicy;
}

/** What a client's sidecar should meet at one Service port, over all endpoints (istio-semantics 3.5 and 11, measured.md section 3). */
export function predictService(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: { namespace: string; labels: Record<string, string> },
  target: ServiceTarget,
  endpoints: readonly Behind[],
): ServicePrediction {
  if (endpoints.length === 0) return withoutEndpoint(target);
  const blocked = outboundMode(index, mesh, client) === 'REGISTRY_ONLY';
  const meetings = endpoints.map(({ target: endpoint, prediction }): Meeting => {
    const policy = clientPolicy(index, mesh, client, target, endpoint);
    return { endpoint: endpoint.id, policy, ...meet(target, policy, prediction, blocked) };
  });
  const unsupported = [
    ...new Set(meetings.map(({ policy }) => policy.unsupported)),
    ...new Set(endpoints.map(({ prediction }) => prediction.unsupported)),
  ].find((text) => text !== undefined);
  const reachable = unsupported === undefined ? reach(meetings) : 'unknown';
  const deciding = meetings.find(({ reach }) => reach !== 'yes') ?? meetings[0];
  return {
    target: target.id,
    client: meetings.map(({ endpoint, policy }) => ({ endpoint, policy })),
    reachable,
    encrypted: unsupported === undefined ? encrypted(meetings) : null,
    cause: reachable === 'all' ? null : (deciding?.cause ?? null),
    reason: deciding === undefined ? '' : sentence(meetings, deciding),
    outcomes: viaOutcomes(target, meetings),
    ...(unsupported !== undefined && { unsupported }),
  };
}

function meet(
  target: ServiceTarget,
  policy: ClientPolicy,
  prediction: EndpointPrediction,
  blocked: boolean,
): Contact {
  if (policy.source !== 'passthrough') return contact(target, policy, prediction);
  if (blocked) {
    const reason =
      'the client’s sidecar does not know the host and sends to known hosts only (REGISTRY_ONLY)';
    return { reach: 'no', cause: 'host-not-visible', reason };
  }
  const found = contact(target, policy, prediction);
  return found.reach === 'no' ? { ...found, cause: 'host-not-visible' } : found;
}

function reach(meetings: readonly Meeting[]): ServicePrediction['reachable'] {
  const kinds = new Set(meetings.map(({ reach }) => reach));
  if (kinds.has('unknown')) return 'unknown';
  if (kinds.size > 1) return 'some';
  return kinds.has('yes') ? 'all' : 'none';
}

function encrypted(meetings: readonly Meeting[]): boolean | null {
  const kinds = new Set(meetings.map(({ policy }) => policy.tls === 'mtls'));
  return kinds.size === 1 ? kinds.has(true) : null;
}

function sentence(meetings: readonly Meeting[], deciding: Meeting): string {
  const share = meetings.filter(({ reach }) => reach === deciding.reach).length;
  const which = meetings.length === 1 ? deciding.endpoint : `${share} of ${meetings.length} endpoints`;
  return `${deciding.policy.reason} At ${which} ${deciding.reason}.`;
}

/** The client's proxy answers 503 (HTTP) or closes: nothing to learn about mTLS. */
function withoutEndpoint(target: ServiceTarget): ServicePrediction {
  return {
    target: target.id,
    client: [],
    reachable: 'none',
    encrypted: null,
    cause: 'application-not-listening',
    reason: 'The Service port has no endpoint.',
    outcomes: viaOutcomes(target, [{ reach: 'no', cause: 'application-not-listening', reason: '' }]),
  };
}
