import type { WorkloadEntry } from '../../model/istio.ts';
import type { EndpointTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { text, textMap } from './untrusted.ts';

/** What auto mTLS knows of an endpoint: where policies find it, and whether it takes mTLS. */
export interface Workload {
  namespace: string;
  labels: Record<string, string>;
  /** `istio` stands for a sidecar. */
  tlsMode: string;
}

type Address = Pick<EndpointTarget, 'namespace' | 'pod' | 'ip'>;

/** The pod or WorkloadEntry behind an endpoint; null where there is neither, which counts as no sidecar (istio-semantics 3.4). */
export function workloadOf(index: PolicyIndex, { namespace, pod, ip }: Address): Workload | null {
  const found = pod === null ? undefined : index.podByName.get(`${namespace}/${pod}`);
  if (found) {
    const labels = found.metadata?.labels ?? {};
    return { namespace, labels, tlsMode: labelled(labels) ?? 'disabled' };
  }
  const entry = index.workloadentries.find(
    (object) => object.metadata?.namespace === namespace && object.spec?.address === ip,
  );
  return entry ? entryWorkload(entry) : null;
}

/** A WorkloadEntry as a workload: its label, else a service account, stands for a sidecar (conversion.go:getTLSModeFromWorkloadEntry). */
export function entryWorkload(entry: WorkloadEntry): Workload {
  const labels = textMap(entry.spec?.labels);
  const byAccount = text(entry.spec?.serviceAccount) === '' ? 'disabled' : 'istio';
  return {
    namespace: entry.metadata?.namespace ?? '',
    labels,
    tlsMode: labelled(labels) ?? byAccount,
  };
}

function labelled(labels: Record<string, string>): string | undefined {
  return labels['security.istio.io/tlsMode'];
}
