import type { MeshSettings } from '../model/policy.ts';
import type { ServiceTarget, Targets } from '../model/target.ts';
import type { MeshClient } from '../policy/client/client-policy.ts';
import { hiddenService } from '../policy/client/hidden-service.ts';
import type { Destination } from '../policy/client/routing.ts';
import type { Subset } from '../policy/client/rule.ts';
import { ruleFor } from '../policy/client/rule-for.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { listTargets } from '../policy/targets.ts';
import { predictEndpoint } from './endpoint.ts';
import { type Behind, type Meeting, meetingsAt } from './service-meetings.ts';

/** The connections of a client to every endpoint of one destination of a route (istio-semantics 3.1: TLS is resolved per destination). */
export function meetingsThrough(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  dialled: ServiceTarget,
  destination: Destination,
): Meeting[] {
  const name = `${destination.host}:${destination.port ?? dialled.port}`;
  const found = destinationTargets(index, dialled, destination);
  if (found === null || hiddenService(index, mesh, client, found.service) !== null) {
    return [nowhere(name, `the client’s sidecar does not know ${name}, where the route sends`)];
  }
  const { entry } = ruleFor(index, mesh, client, found.service);
  const subset = entry?.subsets.find((known) => known.name === destination.subset) ?? null;
  if (destination.subset !== null && subset === null) {
    return [nowhere(name, `no DestinationRule defines subset ${destination.subset}, where the route sends`)];
  }
  const behind = found.endpoints
    .filter((endpoint) => inSubset(index, endpoint, subset))
    .map((target): Behind => ({ target, prediction: predictEndpoint(index, [mesh], target) }));
  if (behind.length === 0) {
    return [{ ...nowhere(name, `${name} has no endpoint`), cause: 'application-not-listening' }];
  }
  return meetingsAt(index, mesh, client, found.service, behind, subset);
}

function nowhere(at: string, reason: string): Meeting {
  return { at, policy: null, reach: 'no', cause: 'host-not-visible', reason };
}

/** The Service port of a destination; a destination without a port means the only one of the Service, else the dialled one. */
function destinationTargets(
  index: PolicyIndex,
  dialled: ServiceTarget,
  { host, port }: Destination,
): { service: ServiceTarget; endpoints: Targets['endpoints'] } | null {
  const [name = '', namespace = ''] = host.split('.', 2);
  const domain = host.slice(`${name}.${namespace}.svc.`.length);
  if (!index.serviceByName.has(`${namespace}/${name}`)) return null;
  const { services, endpoints } = listTargets(index, { namespace, service: [name], port: [], domain });
  const wanted = port ?? (services.length === 1 ? services[0]?.port : dialled.port);
  const service = services.find((known) => known.port === wanted);
  if (!service || service.host !== host) return null;
  const behind = new Set(service.endpoints);
  return { service, endpoints: endpoints.filter(({ id }) => behind.has(id)) };
}

function inSubset(
  index: PolicyIndex,
  endpoint: Targets['endpoints'][number],
  subset: Subset | null,
): boolean {
  const labels = index.podByName.get(`${endpoint.namespace}/${endpoint.pod}`)?.metadata?.labels;
  return Object.entries(subset?.labels ?? {}).every(([key, value]) => labels?.[key] === value);
}
