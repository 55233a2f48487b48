import { GATEWAY_MODES, type GatewayMode } from '../../model/gateway.ts';
import type { Gateway } from '../../model/istio.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { inRevision } from '../client/in-revision.ts';
import { isDiscovered } from '../discovered.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { referenceTo } from '../well-formed.ts';
import { containerPorts } from './container-ports.ts';
import type { GatewayServer } from './server.ts';

/** Protocols that take no TLS, whatever the server's tls says (pkg/config/gateway/gateway.go:IsTLSServer). */
const PLAIN = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'];

/** The servers that Gateways of networking.istio.io open at a gateway pod, by their selectors (pilot/pkg/model/push_context.go, gateway.go). */
export function istioServers(index: PolicyIndex, mesh: MeshSettings, pod: Pod): GatewayServer[] {
  const labels = pod.metadata?.labels ?? {};
  return index.gateways
    .filter(
      (gateway) => inRevision(gateway, mesh) && isDiscovered(index, mesh, gateway.metadata?.namespace ?? ''),
    )
    .filter(({ spec }) => Object.entries(spec?.selector ?? {}).every(([key, value]) => labels[key] === value))
    .flatMap((gateway) =>
      (gateway.spec?.servers ?? []).flatMap((server) =>
        containerPorts(index, pod, server.port?.number).map((port) => ({
          port,
          mode: modeOf(server),
          // `namespace/host` says where VirtualServices may come from.
          hosts: (server.hosts ?? []).map((host) => host.slice(host.indexOf('/') + 1)),
          by: referenceTo('Gateway', gateway),
        })),
      ),
    );
}

type Server = NonNullable<NonNullable<Gateway['spec']>['servers']>[number];

/** `tls` without a mode is PASSTHROUGH, the first of the API's values. */
function modeOf({ port, tls }: Server): GatewayMode {
  if (!tls || PLAIN.includes((port?.protocol ?? '').toUpperCase())) return 'PLAINTEXT';
  return GATEWAY_MODES.find((mode) => mode === tls.mode) ?? 'PASSTHROUGH';
}
