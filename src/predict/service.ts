import type { MeshSettings } from '../model/policy.ts';
import type { ServicePrediction } from '../model/prediction.ts';
import type { ServiceTarget } from '../model/target.ts';
import type { MeshClient } from '../policy/client/client-policy.ts';
import { domainOf } from '../policy/client/domain-of.ts';
import { knownTarget } from '../policy/client/known-target.ts';
import { type Routing, routingOf } from '../policy/client/routing.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { type Behind, type ClientSide, type Meeting, meetingsAt } from './service-meetings.ts';
import { viaOutcomes } from './service-outcomes.ts';
import { meetingsThrough } from './service-routed.ts';

/** What a client's sidecar should meet at one Service port, over all endpoints (istio-semantics 3.5 and 11, measured.md section 3). */
export function predictService(
  index: PolicyIndex,
  side: ClientSide,
  target: ServiceTarget,
  endpoints: readonly Behind[],
): ServicePrediction {
  const { mesh, client } = side;
  const owner = knownTarget(index, mesh, client, { ...target, domain: domainOf(target) }, false);
  const routing = routingFor(index, mesh, client, target, owner !== null);
  const taken = owner?.entry?.kind === 'ServiceEntry' ? owner : null;
  const meetings =
    routing.kind === 'routed'
      ? routing.destinations.flatMap((to) => meetingsThrough(index, side, target, to))
      : taken
        ? meetingsAt(index, side, taken, [])
        : meetingsAt(index, side, target, endpoints);
  const route =
    routing.kind === 'routed' ? `VirtualService ${routing.by.namespace}/${routing.by.name} routes it. ` : '';
  const unsupported =
    routing.kind === 'unknown'
      ? routing.why
      : taken && target.portClass !== 'HTTP'
        ? `ServiceEntry ${taken.namespace}/${taken.service} has the host, but not the Service’s address`
        : meetings.find((meeting) => meeting.unsupported !== undefined)?.unsupported;
  return predictionOf(target, meetings, route, unsupported);
}

/** Without a Service in its scope a sidecar has no listener to route from; HTTP may still find a listener of another Service. */
function routingFor(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  known: boolean,
): Routing {
  const routing = routingOf(index, mesh, client, target);
  if (routing.kind !== 'routed' || known) return routing;
  if (target.portClass !== 'HTTP') return { kind: 'default' };
  const { namespace, name } = routing.by;
  const why = `VirtualService ${namespace}/${name} routes a host that the client’s sidecar does not know.`;
  return { kind: 'unknown', by: routing.by, why };
}

function predictionOf(
  target: ServiceTarget,
  meetings: readonly Meeting[],
  route: string,
  unsupported: string | undefined,
): ServicePrediction {
  const deciding = meetings.find(({ reach }) => reach !== 'yes') ?? meetings[0] ?? NO_ENDPOINT;
  const reachable = unsupported === undefined ? reach(meetings) : 'unknown';
  return {
    target: target.id,
    client: meetings.flatMap(({ at, policy }) => (policy === null ? [] : [{ endpoint: at, policy }])),
    reachable,
    encrypted: unsupported === undefined ? encrypted(meetings) : null,
    cause: reachable === 'all' ? null : deciding.cause,
    reason: `${route}${sentence(meetings, deciding)}`,
    outcomes: viaOutcomes(target, meetings.length > 0 ? meetings : [NO_ENDPOINT]),
    ...(unsupported !== undefined && { unsupported }),
  };
}

/** The client's proxy answers 503 (HTTP) or closes: nothing to learn about mTLS. */
const NO_ENDPOINT: Meeting = {
  at: 'The Service port',
  policy: null,
  reach: 'no',
  cause: 'application-not-listening',
  reason: 'has no endpoint',
};

function reach(meetings: readonly Meeting[]): ServicePrediction['reachable'] {
  const kinds = new Set(meetings.map(({ reach }) => reach));
  if (kinds.has('unknown')) return 'unknown';
  if (kinds.size > 1) return 'some';
  return kinds.has('yes') ? 'all' : 'none';
}

function encrypted(meetings: readonly Meeting[]): boolean | null {
  const kinds = new Set(
    meetings.flatMap(({ policy }) =>
      policy === null ? [] : [policy.tls === 'mtls' || policy.tls === 'hbone'],
    ),
  );
  return kinds.size === 1 ? kinds.has(true) : null;
}

function sentence(meetings: readonly Meeting[], deciding: Meeting): string {
  if (meetings.length === 0) return `${deciding.at} ${deciding.reason}.`;
  const share = meetings.filter((meeting) => meeting.reach === deciding.reach).length;
  const which = meetings.length === 1 ? deciding.at : `${share} of ${meetings.length} endpoints`;
  return `${deciding.policy ? `${deciding.policy.reason} ` : ''}At ${which}, ${deciding.reason}.`;
}
