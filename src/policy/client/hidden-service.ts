import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { isDiscovered, undiscovered } from '../discovered.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { egressOf, importsService } from './egress-scope.ts';
import { isRoutedTo } from './routed-to.ts';
import { selectSidecar } from './select-sidecar.ts';
import { isServiceVisible, serviceExports } from './service-visible.ts';

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
  if (!isDiscovered(index, mesh, target.namespace)) {
    const reason = `${undiscovered(mesh, target.namespace)}, so no sidecar knows its Services.`;
    return { decidedBy: null, reason };
  }
  const service = index.serviceByName.get(`${target.namespace}/${target.service}`);
  const exportTo = mesh.serviceExportTo ?? ['*'];
  const visible = !service || isServiceVisible(service, client.namespace, exportTo);
  const sidecar = selectSidecar(index.sidecars, client, mesh);
  const listeners = egressOf(sidecar).filter(({ port }) => port === null || port === target.port);
  const imported = listeners.some((listener) =>
    importsService(listener, client.namespace, target.namespace, target.host),
  );
  if (visible && imported) return null;
  // Routes lead to Services of the client's own namespace whether or not these are exported to it, unless to nobody at all.
  const nobody = service !== undefined && serviceExports(service, exportTo).every((to) => to === '~');
  const reachable = routed && (visible || (target.namespace === client.namespace && !nobody));
  if (reachable && listeners.some((listener) => isRoutedTo(index, mesh, client, listener, target)))
    return null;
  if (!visible) {
    const decidedBy = { kind: 'Service', namespace: target.namespace, name: target.service };
    return { decidedBy, reason: `The Service is not exported to namespace ${client.namespace}.` };
  }
  const { namespace = '', name = '' } = sidecar?.metadata ?? {};
  return {
    decidedBy: sidecar && { kind: 'Sidecar', namespace, name },
    reason: `The egress hosts of Sidecar ${namespace}/${name} do not include the Service.`,
  };
}
