import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { isImported } from './egress-scope.ts';
import { selectSidecar } from './select-sidecar.ts';
import { isServiceVisible } from './service-visible.ts';

/** Why a client's sidecar does not know a Service port; null when it does (istio-semantics 3.1). */
export function hiddenService(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
): { decidedBy: ObjectReference | null; reason: string } | null {
  const service = index.serviceByName.get(`${target.namespace}/${target.service}`);
  if (service && !isServiceVisible(service, client.namespace, mesh.serviceExportTo ?? ['*'])) {
    const decidedBy = { kind: 'Service', namespace: target.namespace, name: target.service };
    return { decidedBy, reason: `The Service is not exported to namespace ${client.namespace}.` };
  }
  const sidecar = selectSidecar(index.sidecars, client, mesh);
  const query = {
    clientNamespace: client.namespace,
    serviceNamespace: target.namespace,
    host: target.host,
    port: target.port,
  };
  if (sidecar === null || isImported(sidecar, query)) return null;
  const { namespace = '', name = '' } = sidecar.metadata ?? {};
  return {
    decidedBy: { kind: 'Sidecar', namespace, name },
    reason: `The egress hosts of Sidecar ${namespace}/${name} do not include the Service.`,
  };
}
