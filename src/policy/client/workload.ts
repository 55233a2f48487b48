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

type Address = Pick<EndpointTarget, 'namespace' | 'pod'> & { workload?: Workload | null };

/** The pod or entry behind an endpoint; null where there is neither, which counts as no sidecar (istio-semantics 3.4). */
export function workloadOf(index: PolicyIndex, { namespace, pod, workload }: Address): Workload | null {
  if (workload !== undefined) return workload;
  const found = pod === null ? undefined : index.podByName.get(`${namespace}/${pod}`);
  if (!found) return null;
  const labels = found.metadata?.labels ?? {};
  return { namespace, labels, tlsMode: labelled(labels) ?? 'disabled' };
}

/**
 * A WorkloadEntry as a workload: labels of its metadata count over those of its spec, and a label, else a service account, stands for
 * a sidecar (serviceentry/conversion.go:ConvertWorkloadEntry, getTLSModeFromWorkloadEntry).
 */
export function entryWorkload({ metadata, spec }: WorkloadEntry): Workload {
  const labels = { ...textMap(spec?.labels), ...metadata?.labels };
  const byAccount = text(spec?.serviceAccount) === '' ? 'disabled' : 'istio';
  return { namespace: metadata?.namespace ?? '', labels, tlsMode: labelled(labels) ?? byAccount };
}

function labelled(labels: Record<string, string>): string | undefined {
  return labels['security.istio.io/tlsMode'];
}
