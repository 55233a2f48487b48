import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { isDiscovered, undiscovered } from '../discovered.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { domainOf } from './domain-of.ts';
import { knownService } from './known-service.ts';
import { meshServicesOf } from './mesh-service.ts';
import { selectSidecar } from './select-sidecar.ts';
import { isExportedTo } from './service-visible.ts';

/**
 * Why a client's sidecar does not know a Service port; null when it does (istio-semantics 3.1). `routed`: the port is not dialled but
 * the destination of a route, for which the sidecar also knows Services that no egress host names.
 */
export function hiddenService(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  routed: boolean,
): { decidedBy: ObjectReference | null; reason: string } | null {
  const { host, namespace, port } = target;
  if (!isDiscovered(index, mesh, namespace)) {
    const reason = `${undiscovered(mesh, namespace)}, so no sidecar knows its Services.`;
    return { decidedBy: null, reason };
  }
  const domain = domainOf(target);
  const known = knownService(index, mesh, client, { host, domain }, routed);
  if (known?.service.resolution === 'alias') {
    return {
      decidedBy: known.service.object,
      reason: 'The client’s sidecar does not know what the ExternalName Service stands for.',
    };
  }
  if (known !== null) {
    const { object } = known.service;
    const same = object.namespace === namespace && (object.kind === 'ServiceEntry') === isEntry(target);
    const has = routed ? known.ports.some(({ number }) => number === port) : known.dialled.has(port);
    if (same && has) return null;
    if (!same) {
      const reason = `${object.kind} ${object.namespace}/${object.name} has the host for namespace ${client.namespace}.`;
      return { decidedBy: object, reason };
    }
  }
  const own = meshServicesOf(index, mesh, host, domain).filter((service) => service.namespace === namespace);
  if (own.length === 0)
    return { decidedBy: null, reason: 'The client’s sidecar knows no Service of that name.' };
  if (!own.some((service) => isExportedTo(service, client.namespace))) {
    const decidedBy = { kind: target.entry?.kind ?? 'Service', namespace, name: target.service };
    return { decidedBy, reason: `The ${decidedBy.kind} is not exported to namespace ${client.namespace}.` };
  }
  const sidecar = selectSidecar(index, client, mesh);
  const by = {
    kind: 'Sidecar',
    namespace: sidecar?.metadata?.namespace ?? '',
    name: sidecar?.metadata?.name ?? '',
  };
  return {
    decidedBy: sidecar && by,
    reason: `The egress hosts of Sidecar ${by.namespace}/${by.name} do not include the Service.`,
  };
}

function isEntry(target: ServiceTarget): boolean {
  return target.entry?.kind === 'ServiceEntry';
}
