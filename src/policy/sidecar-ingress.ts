import type { Sidecar } from '../model/istio.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, PortClass } from '../model/policy.ts';
import { selecting, selectorOf } from './by-selector.ts';
import { inRevision } from './client/in-revision.ts';
import { isDiscovered } from './discovered.ts';
import { perWorkload } from './per-workload.ts';
import { byAge, type PolicyIndex } from './policy-index.ts';
import { portClassOf, protocolOf } from './port-class.ts';
import { isRecord } from './well-formed.ts';

/** How a Sidecar object changes one container port. */
export interface IngressPort {
  portClass: PortClass;
  /** The object ends a TLS of its own there, where PeerAuthentication says DISABLE. */
  ownTls: boolean;
  /** `namespace/name` of the Sidecar. */
  by: string;
}

/**
 * What `ingress` of a Sidecar makes of a container port: its listeners replace the ports of the pod's Services, and what it does not
 * list is passed through like an undeclared port, unless istiod was told to keep the Services' ports (istio-semantics 1.3). Null where
 * no Sidecar has a say.
 */
export function ingressPort(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  port: number,
): IngressPort | null {
  if (index.sidecars.length === 0) return null;
  const sidecar = sidecarOf(index, mesh, pod.metadata?.namespace ?? '', pod.metadata?.labels);
  const ingress: unknown = sidecar?.spec?.ingress;
  if (!sidecar || !Array.isArray(ingress) || ingress.length === 0) return null;
  const by = `${sidecar.metadata?.namespace}/${sidecar.metadata?.name}`;
  for (const listener of ingress.filter(isRecord)) {
    const own = isRecord(listener['port']) ? listener['port'] : {};
    if (own['number'] !== port) continue;
    const protocol = typeof own['protocol'] === 'string' ? own['protocol'] : '';
    const portClass = portClassOf(protocolOf({ appProtocol: protocol, port }));
    return { portClass, ownTls: isRecord(listener['tls']), by };
  }
  if (mesh.flags?.PILOT_ALLOW_SIDECAR_SERVICE_INBOUND_LISTENER_MERGE === true) return null;
  return { portClass: 'UNDECLARED', ownTls: false, by };
}

/** The oldest that selects the pod, then the oldest without a selector; one in the root namespace has no ingress of its own. */
const sidecarOf = perWorkload<Sidecar | null>((index, mesh, namespace, labels = {}) => {
  if (!isDiscovered(index, mesh, namespace)) return null;
  const found = selecting(index.sidecarsBySelector, namespace, labels)
    .filter((sidecar) => inRevision(sidecar, mesh))
    .sort(byAge);
  return found.find((sidecar) => selectorOf(sidecar) !== null) ?? found[0] ?? null;
});
