import type { GatewayMode } from '../../model/gateway.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { istioServers } from './istio-servers.ts';
import { kubernetesServers } from './kubernetes-servers.ts';
import { serverName } from './server-name.ts';

/** What one port of a gateway is set to. */
export interface GatewayPort {
  mode: GatewayMode;
  /** The Gateway; null for the proxy's own ports. */
  decidedBy: ObjectReference | null;
  /** Servers of other TLS modes share the port; which one answers depends on the server name. */
  mixed: boolean;
  /** A name that a client must ask for in TLS; null where any will do, or none is known. */
  serverName: string | null;
}

/** Health and metrics of the proxy (istio-semantics 2.6). */
const OWN_PORTS = [15020, 15021, 15090];
const HBONE_PORT = 15008;

/**
 * The open ports of a gateway or waypoint pod. Servers of one port are merged, oldest Gateway first: TLS goes side by side, by server
 * name, with plaintext after it; TLS after plaintext is left out (pilot/pkg/model/gateway.go:mergeGateways).
 */
export function gatewayPorts(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
): ReadonlyMap<number, GatewayPort> {
  const own = (mode: GatewayMode): GatewayPort => ({ mode, decidedBy: null, mixed: false, serverName: null });
  const found = new Map<number, GatewayPort>(OWN_PORTS.map((port) => [port, own('PLAINTEXT')]));
  if (isWaypoint(pod)) return found.set(HBONE_PORT, own('HBONE'));
  for (const { port, mode, by, hosts } of [
    ...istioServers(index, mesh, pod),
    ...kubernetesServers(index, pod),
  ]) {
    const known = found.get(port);
    if (!known) found.set(port, { mode, decidedBy: by, mixed: false, serverName: serverName(mode, hosts) });
    else if (known.mode !== 'PLAINTEXT' && mode !== known.mode) known.mixed = true;
  }
  return found;
}

function isWaypoint({ metadata }: Pod): boolean {
  return metadata?.labels?.['gateway.istio.io/managed'] === 'istio.io-mesh-controller';
}
