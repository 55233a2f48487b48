import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, ServerPolicy } from '../model/policy.ts';
import type { DataPlane, EndpointPrediction } from '../model/prediction.ts';
import type { EndpointTarget } from '../model/target.ts';
import { filtersOf } from '../policy/envoy-filters.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { tokenPolicies } from '../policy/request-authentications.ts';
import { serverPolicy } from '../policy/server.ts';
import { ingressPort } from '../policy/sidecar-ingress.ts';
import { sniffedClass } from '../policy/sniffing.ts';
import { ambientEndpoint } from './ambient-endpoint.ts';
import { isProxyPort } from './capture.ts';
import { controlPlaneOf } from './control-plane.ts';
import { dataPlaneOf } from './data-plane.ts';
import { gatewayEndpoint } from './gateway-endpoint.ts';
import { networkAt } from './network.ts';
import { notReadAt } from './not-read.ts';
import { bareOutcomes, listenerTlsOutcomes, sidecarOutcomes } from './outcomes.ts';
import { proxyDoubt } from './proxy-doubt.ts';
import { notReady } from './readiness.ts';
import { type ProbeIdentity, type Refusal, refusalAt } from './refusal.ts';
import { whyUnenforced } from './why-unenforced.ts';

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
  const declared =
    mesh && pod && isGoverned(pod, dataPlane, target.port)
      ? serverPolicy(index, mesh, pod, target.port)
      : NOTHING_DECLARED;
  const network = probe?.pods ? networkAt(index, target, pod, dataPlane.kind, probe.pods) : null;
  const unready = notReady(pod);
  const unread = notReadAt(index, mesh, target, pod);
  // Set one by one: this is done for every port of a cluster, and spreads of optional parts are dear.
  const common: Pick<
    EndpointPrediction,
    'target' | 'declared' | 'dataPlane' | 'controlPlane' | 'unsupported' | 'network' | 'notReady'
  > = { target: target.id, declared, dataPlane };
  const controlPlane = controlPlaneOf(meshes, mesh, pod);
  if (controlPlane !== null) common.controlPlane = controlPlane;
  if (unread !== null) common.unsupported = unread;
  if (network !== null) common.network = network;
  if (unready !== null) common.notReady = unready;
  if ((dataPlane.kind === 'gateway' || dataPlane.kind === 'waypoint') && mesh && pod)
    return { ...common, ...gatewayEndpoint(index, mesh, pod, target.port) };
  if (dataPlane.kind === 'ambient' && mesh && pod)
    return { ...ambientEndpoint(index, mesh, pod, target.port, declared, probe), ...common };
  const unenforced = whyUnenforced(index, pod, dataPlane, target, mesh);
  if (unenforced || !mesh || !pod) {
    const { cause, reason } = unenforced ?? { cause: 'unknown', reason: 'no control plane was found' };
    // Whether the application itself asks for mTLS is not to be seen from outside (cases C27).
    const unsupported =
      cause === 'proxyless' ? { unsupported: `enforcement is in the application: ${reason}` } : {};
    return { ...unsupported, ...common, effective: 'NONE', cause, reason, outcomes: bareOutcomes() };
  }
  const ingress = ingressPort(index, mesh, pod, target.port);
  // Only where mTLS is off does a Sidecar end TLS of its own, and only where istiod lets it (istio-semantics 1.3).
  const ownTls = ingress?.ownTls && declared.mode === 'DISABLE';
  if (ownTls && mesh.flags?.ENABLE_TLS_ON_SIDECAR_INGRESS === true) {
    const reason = `Sidecar ${ingress.by} ends TLS of its own on this port`;
    return { ...common, effective: 'NONE', cause: 'listener-tls', reason, outcomes: listenerTlsOutcomes() };
  }
  const portClass = sniffedClass(mesh, ingress?.portClass ?? target.portClass);
  const unsupported =
    ownTls && mesh.flags === undefined
      ? `Sidecar ${ingress.by} may end TLS of its own on this port`
      : proxyDoubt(meshes, mesh, pod, probe);
  const at = { mode: declared.mode, port: target.port, portClass };
  const { refusal, authorization } = probe ? refusalAt(index, mesh, pod, at, probe) : NO_REFUSAL;
  const workload = { namespace: target.namespace, labels: pod.metadata?.labels ?? {} };
  const filters = filtersOf(index, mesh, workload, 'inbound');
  const confounders = [...filters, ...tokenPolicies(index, mesh, workload)];
  const prediction: EndpointPrediction = {
    ...common,
    effective: declared.mode,
    cause: refusal ? 'access-denied' : null,
    reason: [refusal ?? `the sidecar enforces ${declared.mode}`, ...filters.map(({ what }) => what)].join(
      '; ',
    ),
    outcomes: sidecarOutcomes(declared.mode, portClass, mesh),
    tls: tlsOf(mesh),
  };
  if (confounders.length > 0) prediction.confounders = confounders;
  if (authorization !== undefined) prediction.authorization = authorization;
  if (unsupported !== null) prediction.unsupported = unsupported;
  return prediction;
}

function tlsOf({
  minTls: min,
  maxTls: max,
  narrowTls,
  tlsCiphers,
}: MeshSettings): NonNullable<EndpointPrediction['tls']> {
  return { min, max, ...(narrowTls && { narrow: narrowTls }), ...(tlsCiphers && { ciphers: tlsCiphers }) };
}

const NO_REFUSAL: Refusal = { refusal: null };

/** PeerAuthentication speaks to proxies only: an endpoint without a pod has none, so nothing is declared for it (istio-semantics 3.6). */
const NOTHING_DECLARED: ServerPolicy = {
  mode: 'PERMISSIVE',
  decidedBy: null,
  level: 'default',
  rejected: [],
};

/** It does not speak to the servers of a gateway or waypoint, nor to the sidecar's own ports (istio-semantics 1.3 and 2.6). */
function isGoverned(pod: Pod, { kind }: DataPlane, port: number): boolean {
  if (kind === 'gateway' || kind === 'waypoint') return false;
  return !((kind === 'sidecar-native' || kind === 'sidecar-classic') && isProxyPort(pod, port));
}
