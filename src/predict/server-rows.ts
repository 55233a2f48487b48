import type { GatewayMode } from '../model/gateway.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, Mode } from '../model/policy.ts';
import type { ObjectReference } from '../model/reference.ts';
import { ambientPolicy } from '../policy/ambient/mode.ts';
import { selecting } from '../policy/by-selector.ts';
import { gatewayPorts } from '../policy/gateways/gateway-ports.ts';
import { meshOfPod } from '../policy/mesh.ts';
import { undeclaredPorts } from '../policy/pod-ports.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { serverPolicy } from '../policy/server.ts';
import { isRecord } from '../policy/well-formed.ts';
import { dataPlaneOf } from './data-plane.ts';

/** What is declared for one port of a pod; `*` stands for every port that has no row of its own. */
export interface ServerRow {
  namespace: string;
  pod: string;
  port: number | '*';
  /** At a gateway what its port is set to. */
  mode: Mode | GatewayMode;
  decidedBy: ObjectReference | null;
}

/** The declared mode of every port of the pods: those given, those of its containers, those that policies name, and all others. */
export function serverRows(
  index: PolicyIndex,
  meshes: MeshSettings[],
  pods: readonly Pod[],
  servicePorts: ReadonlyMap<string, readonly number[]>,
): ServerRow[] {
  return pods.flatMap((pod) => {
    const mesh = meshOfPod(meshes, pod);
    if (!mesh) return [];
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const { kind } = dataPlaneOf(pod);
    const gateway = kind === 'gateway' || kind === 'waypoint' ? gatewayPorts(index, mesh, pod) : null;
    const policyOf = kind === 'ambient' ? ambientPolicy : serverPolicy;
    const known = [
      ...(servicePorts.get(`${namespace}/${name}`) ?? []),
      ...undeclaredPorts(pod),
      ...(gateway ? gateway.keys() : namedPorts(index, pod)),
    ];
    const ports = [...new Set(known)].toSorted((a, b) => a - b);
    return [...ports, '*' as const].map((port): ServerRow => {
      const { mode, decidedBy } = gateway
        ? (gateway.get(port === '*' ? 0 : port) ?? NOT_OPEN)
        : policyOf(index, mesh, pod, port === '*' ? 0 : port);
      return { namespace, pod: name, port, mode, decidedBy };
    });
  });
}

const NOT_OPEN = { mode: 'NONE', decidedBy: null } as const;

/** Ports that any policy of the pod names. */
function namedPorts(index: PolicyIndex, pod: Pod): number[] {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  return selecting(index.peerAuthenticationsBySelector, namespace, labels).flatMap(({ spec }) => {
    const ports: unknown = spec?.portLevelMtls;
    return Object.keys(isRecord(ports) ? ports : {})
      .filter((key) => /^[1-9]\d{0,4}$/.test(key) && Number(key) < 65536)
      .map(Number);
  });
}
