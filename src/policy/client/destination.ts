import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { domainOf } from './domain-of.ts';
import { externalNameOf } from './external-name.ts';
import { knownService } from './known-service.ts';
import { kubernetesService } from './mesh-service.ts';

/** Where a route sends a connection. */
export interface Destination {
  host: string;
  /** Null: not said. */
  port: number | null;
  subset: string | null;
}

/**
 * The host and port of a destination's cluster (route.go:GetDestinationCluster). The port is what it says, else the only one of the
 * Service, else the dialled one; routes of HTTP know Services by the dialled port alone. An ExternalName Service that the route knows is
 * replaced by its target, once.
 */
export function destinationCluster(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  dialled: ServiceTarget,
  { host, port }: Destination,
): { host: string; port: number } {
  const domain = domainOf(dialled);
  const known = knownService(index, mesh, client, { host, domain }, dialled.portClass !== 'HTTP');
  if (known === null) return { host, port: port ?? dialled.port };
  const http = dialled.portClass === 'HTTP';
  const listed = !http || known.dialled.has(dialled.port);
  const only = !http && known.ports.length === 1 ? known.ports[0]?.number : undefined;
  const service = kubernetesService(index, host, domain);
  const alias = listed && known.service.resolution === 'alias' && service ? externalNameOf(service) : null;
  return { host: alias ?? host, port: port ?? only ?? dialled.port };
}
