import type { VirtualService } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { isDiscovered } from '../discovered.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { type EgressListener, importsRoutes } from './egress-scope.ts';
import { fullHost } from './host.ts';
import { inRevision } from './in-revision.ts';
import { textsOf } from './untrusted.ts';

/** The hosts of a VirtualService in full. */
export function hostsOf(object: VirtualService, domain: string): string[] {
  return textsOf(object.spec?.hosts).map((host) => fullHost(host, object.metadata?.namespace ?? '', domain));
}

/**
 * The VirtualServices that an egress listener of a client's sidecar has, in the order in which they count: bound to gateway `mesh`,
 * exported to the client's namespace and imported by the listener; private ones first, then those exported to some namespaces, then
 * by age (istio-semantics 3.1; pilot/pkg/model/virtualservice.go:SelectVirtualServices).
 */
export function virtualServicesOf(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  listener: EgressListener,
  domain: string,
): VirtualService[] {
  const rank = (object: VirtualService) => exportRank(object, client.namespace, mesh.virtualServiceExportTo);
  return index.virtualservices
    .filter(
      (object) =>
        inRevision(object, mesh) &&
        isDiscovered(index, mesh, object.metadata?.namespace ?? '') &&
        bindsMesh(object) &&
        rank(object) !== null &&
        importsRoutes(listener, client.namespace, object.metadata?.namespace ?? '', hostsOf(object, domain)),
    )
    .sort((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0) || byAge(a, b));
}

function bindsMesh(object: VirtualService): boolean {
  const gateways = textsOf(object.spec?.gateways);
  return gateways.length === 0 || gateways.includes('mesh');
}

/** 0: private to the client's namespace; 1: exported to it; 2: public; null: not exported to it. */
function exportRank(object: VirtualService, namespace: string, defaultExportTo = ['*']): number | null {
  const named = textsOf(object.spec?.exportTo);
  const exportTo = named.length > 0 ? named : defaultExportTo;
  if (exportTo.includes('*')) return 2;
  const own = object.metadata?.namespace === namespace;
  if (own && (exportTo.includes('.') || exportTo.includes(namespace))) return 0;
  return exportTo.includes(namespace) ? 1 : null;
}
