import type { Pod } from '../../model/kubernetes.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serviceSelects } from '../service-selects.ts';

/** A Service with this label keeps its numbers to itself (pilot/pkg/model/gateway.go). */
const UNTRANSLATED = 'experimental.istio.io/disable-gateway-port-translation';

/**
 * The container port that the port number of a Gateway means at a pod: the target of the first Service port of that number, oldest
 * Service first, else the number itself (pilot/pkg/model/gateway.go:resolvePorts).
 */
export function containerPorts(index: PolicyIndex, pod: Pod, number: number | undefined): number[] {
  if (number === undefined) return [];
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  for (const service of index.servicesByNamespace.get(namespace) ?? []) {
    const { metadata, spec } = service;
    if (metadata?.labels?.[UNTRANSLATED] !== undefined || !serviceSelects(service, labels)) continue;
    const found = (Array.isArray(spec?.ports) ? spec.ports : []).find(({ port }) => port === number);
    if (found) return [targetPort(pod, found.targetPort) ?? number];
  }
  return [number];
}

function targetPort(pod: Pod, target: number | string | undefined): number | null {
  if (typeof target === 'number') return target;
  const ports = (pod.spec?.containers ?? []).flatMap((container) =>
    Array.isArray(container.ports) ? container.ports : [],
  );
  return ports.find((known) => known?.name === target)?.containerPort ?? null;
}
