import type { MeshSettings } from '../model/policy.ts';
import type { ServiceTarget } from '../model/target.ts';
import { workloadOf } from '../policy/client/workload.ts';
import { workloadEntriesOf } from '../policy/client/workload-entries.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { serverPolicy } from '../policy/server.ts';
import type { Behind } from './service-meetings.ts';

/** The WorkloadEntries behind a Service port. They are not dialled; what a client meets there follows from their labels. */
export function workloadEntriesBehind(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
): Behind[] {
  return workloadEntriesOf(index, target).map((endpoint) => {
    const { namespace, labels, tlsMode } = workloadOf(index, endpoint) ?? NO_WORKLOAD;
    const declared = serverPolicy(index, mesh, { metadata: { namespace, labels } }, endpoint.port);
    const proxied = tlsMode === 'istio';
    const reason = proxied
      ? 'the WorkloadEntry stands for a machine with a sidecar'
      : 'the WorkloadEntry names no sidecar';
    return {
      target: endpoint,
      prediction: {
        target: endpoint.id,
        declared,
        dataPlane: { kind: proxied ? 'sidecar-classic' : 'no-pod', reason },
        effective: proxied ? declared.mode : 'NONE',
        cause: proxied ? null : 'no-sidecar',
        reason,
        outcomes: { plaintext: [], 'tls-mesh': [], 'tls-plain': [], mtls: [] },
      },
    };
  });
}

const NO_WORKLOAD = { namespace: '', labels: {}, tlsMode: 'disabled' };
