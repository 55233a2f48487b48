import type { Source } from '../model/plan.ts';
import type { PodShape } from '../model/pod-shape.ts';

/** Carried by everything this program creates; nothing without it is ever deleted. */
const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'mtls-verify' } as const;
export const RUN_LABEL = 'mtls-verify/run';
export const SOURCE_LABEL = 'mtls-verify/source';

/** Without capture by sidecar or ztunnel: both labels are obeyed before istiod is even asked (istio-semantics 4.3). */
const OUTSIDE_LABELS = { 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'none' };

/** Name of the Job of a source. */
export function jobName(id: string, source: Source): string {
  return `mtls-verify-${id}-${source}`;
}

/** Labels of an object of a run. */
export function labelsOf(id: string, source?: Source): Record<string, string> {
  return { ...MANAGED_BY, [RUN_LABEL]: id, ...(source ? { [SOURCE_LABEL]: source } : {}) };
}

/** Labels of a probe pod as it is created. */
export function podLabels(
  source: Source,
  {
    id,
    injectionLabels,
    shape,
  }: { id: string; injectionLabels: Record<string, string>; shape?: Pick<PodShape, 'labels'> | undefined },
): Record<string, string> {
  const own = { ...labelsOf(id, source), ...(source === 'sidecar' ? injectionLabels : OUTSIDE_LABELS) };
  return { ...shape?.labels, ...own };
}
