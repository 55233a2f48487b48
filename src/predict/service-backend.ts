import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { ServiceTarget } from '../model/target.ts';
import type { Backend } from '../policy/client/backends.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { serverPolicy } from '../policy/server.ts';
import { predictEndpoint } from './endpoint.ts';

/** What a client meets at an endpoint that is not dialled by itself: a pod by its own policies, anything else by its labels. */
export function predictBackend(
  index: PolicyIndex,
  meshes: MeshSettings[],
  mesh: MeshSettings,
  target: ServiceTarget,
  backend: Backend,
): EndpointPrediction {
  const [pod, more] = backend.pod === null ? (index.podsByIp.get(backend.ip) ?? []) : [];
  const inside = pod && more === undefined ? pod.metadata : undefined;
  if (backend.pod !== null) return predictEndpoint(index, meshes, backend);
  if (inside) {
    const { namespace = '', name = '' } = inside;
    return predictEndpoint(index, meshes, { ...backend, namespace, pod: name });
  }
  const { namespace, labels, tlsMode } = backend.workload ?? {
    namespace: '',
    labels: {},
    tlsMode: 'disabled',
  };
  const declared = serverPolicy(index, mesh, { metadata: { namespace, labels } }, backend.port);
  const proxied = tlsMode === 'istio';
  const reason = proxied
    ? 'the WorkloadEntry stands for a machine with a sidecar'
    : 'the WorkloadEntry names no sidecar';
  return {
    target: backend.id,
    declared,
    dataPlane: { kind: proxied ? 'sidecar-classic' : 'no-pod', reason },
    effective: proxied ? declared.mode : 'NONE',
    cause: proxied ? null : 'no-sidecar',
    reason,
    outcomes: { plaintext: [], 'tls-mesh': [], 'tls-plain': [], mtls: [] },
    ...(target.entry?.external && {
      unsupported: `${target.host} is outside of the mesh, and what it accepts is not known`,
    }),
  };
}
