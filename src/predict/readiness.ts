import type { ContainerStatus, Pod } from '../model/kubernetes.ts';
import { isRecord } from '../util/record.ts';

/** Why a pod may refuse connections for now; null when it is ready, or does not say. A proxy that is not ready refuses all (istio-semantics 8.3). */
export function notReady(pod: Pod | undefined): string | null {
  const status = pod?.status;
  const proxy = [...listOf(status?.initContainerStatuses), ...listOf(status?.containerStatuses)].find(
    ({ name }) => name === 'istio-proxy',
  );
  if (proxy?.ready === false) return 'the istio-proxy container of the pod is not ready';
  const waiting = listOf(status?.containerStatuses).find(({ ready }) => ready === false);
  if (waiting) return `container ${waiting.name} of the pod is not ready`;
  const condition = listOf(status?.conditions).find(({ type }) => type === 'Ready');
  return condition?.status === 'False' ? 'the pod is not ready' : null;
}

function listOf<T extends ContainerStatus | { type?: string; status?: string }>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
