import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { compare } from '../../util/compare.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { aliasedHost } from './aliased-host.ts';
import { externalNameOf } from './external-name.ts';
import { targetOf } from './known-target.ts';
import { kubernetesService, type MeshService, meshServicesOf } from './mesh-service.ts';

/** A host and port that a mesh client may dial, though no Kubernetes Service balances it over pods. */
export interface HostTarget {
  target: ServiceTarget;
  /** The host of which it is one more name (ExternalName Services). */
  aliasOf: string | null;
}

/**
 * The ports of every host of ServiceEntries, and of ExternalName Services under the ports of their target; which object a client takes
 * a host for is another question (`knownTarget`).
 */
export function hostTargets(index: PolicyIndex, mesh: MeshSettings, domain: string): HostTarget[] {
  const entries = [...index.serviceEntriesByHost.keys()].flatMap((host) => {
    const service = kubernetesService(index, host, domain);
    const own = new Set(
      service && externalNameOf(service) === null ? service.spec?.ports?.map(({ port }) => port) : [],
    );
    return portsOf(meshServicesOf(index, mesh, host, domain), domain)
      .filter(({ port }) => !own.has(port))
      .map((target) => ({ target, aliasOf: null }));
  });
  const aliases = index.services.flatMap((service) => {
    if (externalNameOf(service) === null) return [];
    const { name = '', namespace = '' } = service.metadata ?? {};
    return aliasTargets(index, mesh, `${name}.${namespace}.svc.${domain}`, domain);
  });
  return [...entries, ...aliases].sort(
    (a, b) => compare(a.target.host, b.target.host) || a.target.port - b.target.port,
  );
}

function aliasTargets(index: PolicyIndex, mesh: MeshSettings, host: string, domain: string): HostTarget[] {
  const [own] = meshServicesOf(index, mesh, host, domain);
  if (!own) return [];
  if (own.resolution !== 'alias') return portsOf([own], domain).map((target) => ({ target, aliasOf: null }));
  const aliasOf = aliasedHost(index, host, domain);
  const behind = aliasOf === null ? [] : meshServicesOf(index, mesh, aliasOf, domain);
  const { namespace, object } = own;
  return portsOf(behind.length > 0 ? behind : [own], domain).map((target) => ({
    target: { ...target, id: `${host}:${target.port}`, host, namespace, service: object.name },
    aliasOf,
  }));
}

/** One target for each port number, the oldest Service first. */
function portsOf(services: readonly MeshService[], domain: string): ServiceTarget[] {
  const found = new Map<number, ServiceTarget>();
  for (const service of services) {
    for (const port of service.ports) {
      if (port.protocol !== 'udp' && !found.has(port.number))
        found.set(port.number, targetOf(service, port, domain));
    }
  }
  return [...found.values()];
}
