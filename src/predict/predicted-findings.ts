import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { EndpointTarget, Targets } from '../model/target.ts';
import { type Finding, sortFindings } from '../policy/findings/finding.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { referenceTo } from '../policy/well-formed.ts';
import { ambientFindings } from './ambient-findings.ts';
import { lateAnnotation } from './capture.ts';
import { gatewayFindings, waypointFindings } from './gateway-findings.ts';
import type { Predictions } from './predict.ts';

const UNCAPTURED = ['excluded-port', 'not-captured', 'address-family'];
/** Reasons why a client fails that are its policies'. */
const POLICY_CAUSES = [
  ...['plaintext-to-strict', 'mtls-to-no-sidecar', 'mtls-to-disabled', 'tls-to-sidecar'],
  ...['excluded-port', 'proxy-port', 'listener-tls', 'tls-version'],
];

/** Where what is declared cannot hold, or clients of the Service's own namespace fail (istio-semantics 11.3). */
export function predictedFindings(
  index: PolicyIndex,
  meshes: MeshSettings[],
  targets: Targets,
  predictions: Predictions,
): Finding[] {
  const services = targets.services.flatMap((target): Finding[] => {
    const { cause, reason } = predictions.services.get(target.id) ?? { cause: null, reason: '' };
    if (cause === null || !POLICY_CAUSES.includes(cause)) return [];
    const object = { kind: 'Service', namespace: target.namespace, name: target.service };
    return [{ code: 'MTLS310', objects: [object], detail: `${target.id}: ${reason}` }];
  });
  const endpoints = targets.endpoints.flatMap((target) => {
    const prediction = predictions.endpoints.get(target.id);
    return prediction ? endpointFindings(index, meshes, target, prediction) : [];
  });
  const pods = targets.endpoints.map(({ namespace, pod }) => index.podByName.get(`${namespace}/${pod}`));
  return sortFindings([...services, ...endpoints, ...[...new Set(pods)].flatMap(lateFindings)]);
}

/** MTLS408. */
function lateFindings(pod: Pod | undefined): Finding[] {
  const annotation = pod ? lateAnnotation(pod) : null;
  if (!pod || annotation === null) return [];
  const detail = `The pod was started without ${annotation}.`;
  return [{ code: 'MTLS408', objects: [referenceTo('Pod', pod)], detail }];
}

function endpointFindings(
  index: PolicyIndex,
  meshes: MeshSettings[],
  target: EndpointTarget,
  { declared, dataPlane, cause, effective, reason, gateway }: EndpointPrediction,
): Finding[] {
  const pod = index.podByName.get(`${target.namespace}/${target.pod}`);
  const mesh = meshOfPod(meshes, pod);
  if (!pod || !mesh) return [];
  const objects: ObjectReference[] = [
    { kind: 'Pod', namespace: target.namespace, name: target.pod ?? '' },
    ...(declared.decidedBy ? [declared.decidedBy] : []),
  ];
  if (gateway !== undefined) return gatewayFindings(index, pod);
  const port = `Port ${target.port}`;
  if (dataPlane.kind === 'ambient') {
    const found = ambientFindings(index, mesh, pod, port, objects, { declared, effective });
    return effective === 'STRICT' ? found : [...found, ...waypointFindings(index, target)];
  }
  if (declared.mode !== 'STRICT') return [];
  if (effective === 'NONE') {
    if (cause === 'proxyless') return [{ code: 'MTLS322', objects, detail: `${port}: ${reason}.` }];
    const code = UNCAPTURED.includes(cause ?? '') ? 'MTLS309' : 'MTLS308';
    return [{ code, objects, detail: `${port}: ${reason}.` }];
  }
  const plain = pod.metadata?.annotations?.['sidecar.istio.io/rewriteAppHTTPProbers'] === 'false';
  return plain ? [{ code: 'MTLS317', objects, detail: `${port} is STRICT.` }] : [];
}
