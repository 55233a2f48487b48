import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import { gatewayPorts } from '../policy/gateways/gateway-ports.ts';
import { leftOut } from '../policy/left-out.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { bareOutcomes } from './outcomes.ts';

type Part = Pick<
  EndpointPrediction,
  'declared' | 'gateway' | 'serverName' | 'effective' | 'cause' | 'reason' | 'outcomes' | 'unsupported'
>;

const READ = ['gateways', 'kubernetesgateways'] as const;

/** What a port of a gateway pod is set to by Gateways, whatever PeerAuthentications say (istio-semantics 1.3; case A23). */
export function gatewayEndpoint(index: PolicyIndex, mesh: MeshSettings, pod: Pod, port: number): Part {
  const { mode, decidedBy, mixed, serverName } = gatewayPorts(index, mesh, pod).get(port) ?? NOT_OPEN;
  const by = decidedBy ? `Gateway ${decidedBy.namespace}/${decidedBy.name}` : 'the proxy itself';
  const unsupported = mixed
    ? 'servers with other TLS modes share the port, by server name'
    : unreadGateways(index);
  return {
    // Only ISTIO_MUTUAL asks for an identity of the mesh.
    declared: {
      mode: mode === 'ISTIO_MUTUAL' ? 'STRICT' : 'DISABLE',
      decidedBy,
      level: 'gateway',
      rejected: [],
    },
    gateway: mode,
    ...(serverName !== null && { serverName }),
    effective: mode === 'ISTIO_MUTUAL' ? 'STRICT' : 'NONE',
    cause: 'gateway',
    reason: mode === 'NONE' ? 'no Gateway opens the port' : `${by} sets the port to ${mode}`,
    outcomes: bareOutcomes(),
    ...(unsupported !== null && { unsupported }),
  };
}

const NOT_OPEN = { mode: 'NONE', decidedBy: null, mixed: false, serverName: null } as const;

function unreadGateways(index: PolicyIndex): string | null {
  const refused = index.notes.find(
    ({ resource, problem }) => problem === 'forbidden' && READ.some((kind) => kind === resource),
  );
  return refused ? 'Gateways may not be listed, and they decide' : leftOut(index, [...READ], null);
}
