import type { ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';

/** Where a route sends a connection. */
export interface Destination {
  host: string;
  /** Null: not said. */
  port: number | null;
  subset: string | null;
}

/**
 * The Service port of a destination: what it says, else the dialled one; a TCP route takes the only port of the Service first
 * (route.go:GetDestinationCluster; routes of HTTP know only Services that have the dialled port).
 */
export function destinationPort(
  index: PolicyIndex,
  dialled: ServiceTarget,
  { host, port }: Destination,
): number {
  if (port !== null) return port;
  if (dialled.portClass === 'HTTP') return dialled.port;
  const [name, namespace] = host.split('.', 2);
  const ports: unknown = index.serviceByName.get(`${namespace}/${name}`)?.spec?.ports;
  const only = Array.isArray(ports) && ports.length === 1 ? ports[0]?.port : null;
  return typeof only === 'number' ? only : dialled.port;
}
