import type { ServiceTarget } from '../model/target.ts';
import { type Destination, destinationCluster } from '../policy/client/destination.ts';
import { domainOf } from '../policy/client/domain-of.ts';
import { knownTarget } from '../policy/client/known-target.ts';
import { ruleFor } from '../policy/client/rule-for.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { type ClientSide, type Meeting, meetingsAt } from './service-meetings.ts';

/** The connections of a client to every endpoint of one destination of a route (istio-semantics 3.1: TLS is resolved per destination). */
export function meetingsThrough(
  index: PolicyIndex,
  side: ClientSide,
  dialled: ServiceTarget,
  destination: Destination,
): Meeting[] {
  const { mesh, client } = side;
  const { host, port } = destinationCluster(index, mesh, client, dialled, destination);
  const name = `${host}:${port}`;
  const found = knownTarget(index, mesh, client, { host, port, domain: domainOf(dialled) }, true);
  if (found === null) {
    return [nowhere(name, `the client’s sidecar does not know ${name}, where the route sends`)];
  }
  const { entry } = ruleFor(index, mesh, client, found);
  const subset = entry?.subsets.find((known) => known.name === destination.subset) ?? null;
  if (destination.subset !== null && subset === null) {
    return [nowhere(name, `no DestinationRule defines subset ${destination.subset}, where the route sends`)];
  }
  const meetings = meetingsAt(index, side, found, [], { routed: true, subset });
  if (meetings.length > 0) return meetings;
  return [{ ...nowhere(name, `${name} has no endpoint`), cause: 'application-not-listening' }];
}

function nowhere(at: string, reason: string): Meeting {
  return { at, policy: null, reach: 'no', cause: 'host-not-visible', reason };
}
