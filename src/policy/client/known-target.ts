import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isDatabase, portClassOf } from '../port-class.ts';
import type { MeshClient } from './client-policy.ts';
import { knownService } from './known-service.ts';
import type { MeshPort, MeshService } from './mesh-service.ts';

export interface DialledHost {
  host: string;
  port: number;
  domain: string;
  /** Another name of the host, under which it is dialled; it must be imported too. */
  alias?: string | null;
}

/** The Service port that a client's sidecar has a cluster for under a host and port; null when it has none. */
export function knownTarget(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  { host, port, domain, alias = null }: DialledHost,
  routed: boolean,
): ServiceTarget | null {
  const known = knownService(index, mesh, client, { host, domain, alias }, routed);
  const found = known?.ports.find(({ number, protocol }) => number === port && protocol !== 'udp');
  if (!known || !found || known.service.resolution === 'alias') return null;
  if (!routed && !known.dialled.has(port)) return null;
  return targetOf(known.service, found, domain);
}

/** A port of a mesh Service as a target, its endpoints left to `backendsOf`. */
export function targetOf(service: MeshService, port: MeshPort, domain: string): ServiceTarget {
  const { host, namespace, object, resolution, external } = service;
  const { number, name, protocol } = port;
  const plain = object.kind === 'Service' && !external;
  return {
    id: `${host}:${number}`,
    host,
    port: number,
    portName: name === '' ? null : name,
    namespace,
    service: object.name,
    headless: resolution === 'passthrough',
    portClass: portClassOf(protocol),
    applicationTls: protocol === 'https' || protocol === 'tls',
    database: isDatabase(protocol, number),
    endpoints: [],
    ...(!plain && { entry: { kind: object.kind, external, dns: resolution === 'dns', domain } }),
  };
}
