import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, ServerPolicy } from '../model/policy.ts';
import type { Cause, DataPlane, EndpointPrediction } from '../model/prediction.ts';
import type { EndpointTarget } from '../model/target.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { serverPolicy } from '../policy/server.ts';
import { captureOf } from './capture.ts';
import { dataPlaneOf } from './data-plane.ts';
import { bareOutcomes, sidecarOutcomes } from './outcomes.ts';

/** What every dial should meet at one endpoint port: the declared mode, and whether anything in the pod can enforce it (istio-semantics 11). */
export function predictEndpoint(
  index: PolicyIndex,
  meshes: MeshSettings[],
  target: EndpointTarget,
): EndpointPrediction {
  const pod = target.pod === null ? undefined : index.podByName.get(`${target.namespace}/${target.pod}`);
  const mesh = meshOfPod(meshes, pod);
  const dataPlane = dataPlaneOf(pod);
  const declared = mesh && pod ? serverPolicy(index, mesh, pod, target.port) : NOTHING_DECLARED;
  const common = { target: target.id, declared, dataPlane };
  const unenforced = whyUnenforced(pod, dataPlane, target.port);
  if (unenforced) {
    return { ...common, effective: 'NONE', ...unenforced, outcomes: bareOutcomes() };
  }
  const unsupported = unsupportedPart(dataPlane);
  return {
    ...common,
    effective: declared.mode,
    cause: null,
    reason: `the sidecar enforces ${declared.mode}`,
    outcomes: sidecarOutcomes(declared.mode, target.portClass),
    ...(unsupported === null ? {} : { unsupported }),
  };
}

/** PeerAuthentication speaks to proxies only: an endpoint without a pod has none, so nothing is declared for it (istio-semantics 3.6). */
const NOTHING_DECLARED: ServerPolicy = {
  mode: 'PERMISSIVE',
  decidedBy: null,
  level: 'default',
  rejected: [],
};

function whyUnenforced(
  pod: Pod | undefined,
  dataPlane: DataPlane,
  port: number,
): { cause: Cause; reason: string } | null {
  switch (dataPlane.kind) {
    case 'no-pod':
      return { cause: 'no-pod', reason: dataPlane.reason };
    case 'none':
      return {
        cause: pod?.spec?.hostNetwork === true ? 'host-network' : 'no-sidecar',
        reason: dataPlane.reason,
      };
    case 'proxyless':
      return { cause: 'proxyless', reason: dataPlane.reason };
    case 'sidecar-native':
    case 'sidecar-classic': {
      const capture = pod ? captureOf(pod, port) : null;
      return capture?.rule ? { cause: capture.rule, reason: capture.reason } : null;
    }
    case 'ambient':
    case 'gateway':
    case 'waypoint':
      return null;
  }
}

function unsupportedPart({ kind, reason }: DataPlane): string | null {
  if (kind === 'ambient') return `ambient pods are not judged yet (${reason})`;
  if (kind === 'gateway' || kind === 'waypoint')
    return `a ${kind} is not governed by PeerAuthentication (${reason})`;
  return null;
}
