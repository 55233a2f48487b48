import type { VirtualService } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { isImported } from './egress-scope.ts';
import { covers, fullHost } from './host.ts';
import { inRevision } from './in-revision.ts';
import { selectSidecar } from './select-sidecar.ts';
import { textsOf } from './untrusted.ts';

/** The hosts of a VirtualService in full. */
export function hostsOf(object: VirtualService, domain: string): string[] {
  return textsOf(object.spec?.hosts).map((host) => fullHost(host, object.metadata?.namespace ?? '', domain));
}

/**
 * The VirtualServices that route a host for a client's sidecar, oldest first: bound to gateway `mesh`, exported to the client's
 * namespace and imported by its Sidecar (istio-semantics 3.1; pilot/pkg/model/virtualservice.go:SelectVirtualServices).
 */
export function virtualServicesFor(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  domain: string,
): VirtualService[] {
  const sidecar = selectSidecar(index.sidecars, client, mesh);
  // Istio also takes a VirtualService whose wildcard is wider than what the Sidecar imports.
  const imports = (object: VirtualService) =>
    [...hostsOf(object, domain), target.host].some((host) =>
      isImported(sidecar, {
        clientNamespace: client.namespace,
        serviceNamespace: object.metadata?.namespace ?? '',
        host,
        port: target.port,
      }),
    );
  return index.virtualservices
    .filter(
      (object) =>
        hostsOf(object, domain).some((host) => covers(host, target.host)) &&
        inRevision(object, mesh) &&
        bindsMesh(object) &&
        isExportedTo(object, client.namespace, mesh.virtualServiceExportTo ?? ['*']) &&
        imports(object),
    )
    .sort(byAge);
}

function bindsMesh(object: VirtualService): boolean {
  const gateways = textsOf(object.spec?.gateways);
  return gateways.length === 0 || gateways.includes('mesh');
}

function isExportedTo(
  object: VirtualService,
  namespace: string,
  defaultExportTo: readonly string[],
): boolean {
  const named = textsOf(object.spec?.exportTo);
  return (named.length > 0 ? named : defaultExportTo).some(
    (to) => to === '*' || to === namespace || (to === '.' && object.metadata?.namespace === namespace),
  );
}
