import type { MeshSettings } from '../model/policy.ts';
import type { ServiceTarget, Targets } from '../model/target.ts';
import type { MeshClient } from '../policy/client/client-policy.ts';
import { type Destination, destinationPort } from '../policy/client/destination.ts';
import { hiddenService } from '../policy/client/hidden-service.ts';
import { covers } from '../policy/client/host.ts';
import { inSubset } from '../policy/client/in-subset.ts';
import { ruleFor } from '../policy/client/rule-for.ts';
import { isSince } from '../policy/client/since.ts';
import { textsOf } from '../policy/client/untrusted.ts';
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
  const port = destinationPort(index, dialled, destination);
  const name = `${destination.host}:${port}`;
  const alias = externalName(index, destination.host);
  if (alias !== null) {
    if (!isSince(mesh.version, 1, 21) || externalName(index, alias) !== null)
      return [unevaluated(name, 'an ExternalName Service')];
    // From 1.21 on an ExternalName Service stands for its target, with its policies.
    return meetingsThrough(index, mesh, client, dialled, { ...destination, host: alias, port });
  }
  const found = destinationTargets(index, destination.host, port);
  if (
    found === null &&
    index.serviceentries.some(({ spec }) =>
      textsOf(spec?.hosts).some((host) => covers(host, destination.host)),
    )
  ) {
    return [unevaluated(name, 'a ServiceEntry')];
  }
  if (found === null || hiddenService(index, mesh, client, found.service, true) !== null) {
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
  const meetings = meetingsAt(index, mesh, client, found.service, behind, { routed: true, subset });
  if (meetings.length > 0) return meetings;
  return [{ ...nowhere(name, `${name} has no endpoint`), cause: 'application-not-listening' }];
}

function nowhere(at: string, reason: string): Meeting {
  return { at, policy: null, reach: 'no', cause: 'host-not-visible', reason };
}

function unevaluated(at: string, kind: string): Meeting {
  const reason = `the route sends to ${at}, ${kind}, which is not evaluated`;
  return { at, policy: null, reach: 'unknown', cause: null, reason, unsupported: reason };
}

function externalName(index: PolicyIndex, host: string): string | null {
  const [name, namespace] = host.split('.', 2);
  const spec = index.serviceByName.get(`${namespace}/${name}`)?.spec;
  return spec?.type === 'ExternalName' && typeof spec.externalName === 'string' ? spec.externalName : null;
}

/** Null when the destination is no port of a Kubernetes Service. */
function destinationTargets(
  index: PolicyIndex,
  host: string,
  port: number,
): { service: ServiceTarget; endpoints: Targets['endpoints'] } | null {
  const [name = '', namespace = ''] = host.split('.', 2);
  const domain = host.slice(`${name}.${namespace}.svc.`.length);
  const { services, endpoints } = listTargets(index, { namespace, service: [name], port: [], domain });
  const service = services.find((known) => known.port === port);
  if (!service || service.host !== host) return null;
  const behind = new Set(service.endpoints);
  return { service, endpoints: endpoints.filter(({ id }) => behind.has(id)) };
}
