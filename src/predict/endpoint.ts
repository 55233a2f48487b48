import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, ServerPolicy } from '../model/policy.ts';
import type { Cause, DataPlane, EndpointPrediction } from '../model/prediction.ts';
import type { EndpointTarget } from '../model/target.ts';
import { filtersOf } from '../policy/envoy-filters.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { tokenPolicies } from '../policy/request-authentications.ts';
import { serverPolicy } from '../policy/server.ts';
import { type IngressPort, ingressPort } from '../policy/sidecar-ingress.ts';
import { sniffedClass } from '../policy/sniffing.ts';
import { ambientEndpoint } from './ambient-endpoint.ts';
import { captureOf } from './capture.ts';
import { dataPlaneOf } from './data-plane.ts';
import { networkAt } from './network.ts';
import { notReadAt } from './not-read.ts';
import { bareOutcomes, sidecarOutcomes } from './outcomes.ts';
import { proxyDoubt } from './proxy-doubt.ts';
import { notReady } from './readiness.ts';
import { type ProbeIdentity, refusalAt } from './refusal.ts';

/** What every dial should meet at one endpoint port: the declared mode, and whether anything in the pod can enforce it (istio-semantics 11). */
export function predictEndpoint(
  index: PolicyIndex,
  meshes: MeshSettings[],
  target: EndpointTarget,
  probe: ProbeIdentity | null = null,
): EndpointPrediction {
  const pod = target.pod === null ? undefined : index.podByName.get(`${target.namespace}/${target.pod}`);
  const mesh = meshOfPod(meshes, pod);
  const dataPlane = dataPlaneOf(pod);
  const declared = mesh && pod ? serverPolicy(index, mesh, pod, target.port) : NOTHING_DECLARED;
  const network = probe?.pods ? networkAt(index, target, pod, dataPlane.kind, probe.pods) : {};
  const unready = notReady(pod);
  const unread = notReadAt(index, mesh, target, pod);
  const common = {
    target: target.id,
    declared,
    dataPlane,
    ...(unread !== null && { unsupported: unread }),
    ...(Object.keys(network).length > 0 && { network }),
    ...(unready !== null && { notReady: unready }),
  };
  if (dataPlane.kind === 'ambient' && mesh && pod)
    return { ...ambientEndpoint(index, mesh, pod, target.port, declared), ...common };
  const unenforced = whyUnenforced(pod, dataPlane, target.port, mesh);
  if (unenforced || !mesh || !pod) {
    const { cause, reason } = unenforced ?? { cause: 'unknown', reason: 'no control plane was found' };
    // Whether the application itself asks for mTLS is not to be seen from outside (cases C27).
    const unsupported =
      cause === 'proxyless' ? { unsupported: `enforcement is in the application: ${reason}` } : {};
    return { ...unsupported, ...common, effective: 'NONE', cause, reason, outcomes: bareOutcomes() };
  }
  const ingress = ingressPort(index, mesh, pod, target.port);
  const portClass = sniffedClass(mesh, ingress?.portClass ?? target.portClass);
  const unsupported = unsupportedPart(dataPlane, declared, ingress) ?? proxyDoubt(meshes, mesh, pod, probe);
  const at = { mode: declared.mode, port: target.port, portClass };
  const { refusal, ...authorization } = probe
    ? refusalAt(index, mesh, pod, { ...at, probe })
    : { refusal: null };
  const workload = { namespace: target.namespace, labels: pod.metadata?.labels ?? {} };
  const filters = filtersOf(index, mesh, workload, 'inbound');
  const confounders = [...filters, ...tokenPolicies(index, mesh, workload)];
  return {
    ...common,
    effective: declared.mode,
    cause: refusal ? 'access-denied' : null,
    reason: [refusal ?? `the sidecar enforces ${declared.mode}`, ...filters.map(({ what }) => what)].join(
      '; ',
    ),
    outcomes: sidecarOutcomes(declared.mode, portClass, mesh),
    ...(confounders.length > 0 && { confounders }),
    tls: {
      min: mesh.minTls,
      max: mesh.maxTls,
      ...(mesh.narrowTls !== undefined && { narrow: mesh.narrowTls }),
    },
    ...authorization,
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
  mesh: MeshSettings | null,
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
      const capture = pod ? captureOf(pod, port, mesh) : null;
      return capture?.rule ? { cause: capture.rule, reason: capture.reason } : null;
    }
    case 'ambient':
    case 'gateway':
    case 'waypoint':
      return null;
  }
}

function unsupportedPart(
  { kind, reason }: DataPlane,
  { mode }: ServerPolicy,
  ingress: IngressPort | null,
): string | null {
  if (kind === 'gateway' || kind === 'waypoint')
    return `a ${kind} is not governed by PeerAuthentication (${reason})`;
  // Only where mTLS is off does a Sidecar end TLS of its own (istio-semantics 1.3).
  if (ingress?.ownTls && mode === 'DISABLE')
    return `Sidecar ${ingress.by} may end TLS of its own on this port`;
  return null;
}
