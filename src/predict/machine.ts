import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { EndpointTarget } from '../model/target.ts';
import { entryWorkload } from '../policy/client/workload.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { serverPolicy } from '../policy/server.ts';
import { machineAt } from '../policy/with-machines.ts';
import { sidecarOutcomes } from './outcomes.ts';

/**
 * What every dial should meet at a machine that a WorkloadEntry describes as one with a sidecar; null where there is none. Policies
 * find it by its labels, and what its iptables capture is not to be seen from here (cases B29).
 */
export function predictMachine(
  index: PolicyIndex,
  mesh: MeshSettings,
  { id, namespace, pod, ip, port, portClass }: EndpointTarget,
): EndpointPrediction | null {
  const entry = pod === null ? machineAt(index, namespace, ip) : undefined;
  if (!entry) return null;
  const { labels, tlsMode } = entryWorkload(entry);
  if (tlsMode !== 'istio') return null;
  const declared = serverPolicy(index, mesh, { metadata: { namespace, labels } }, port);
  const reason = `WorkloadEntry ${namespace}/${entry.metadata?.name} stands for a machine with a sidecar`;
  return {
    target: id,
    declared,
    dataPlane: { kind: 'sidecar-classic', reason },
    effective: declared.mode,
    cause: null,
    reason,
    outcomes: sidecarOutcomes(declared.mode, portClass, mesh),
  };
}
