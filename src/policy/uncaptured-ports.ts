import type { Service } from '../model/kubernetes.ts';
import { listOf } from './client/untrusted.ts';
import type { PolicyIndex } from './policy-index.ts';

/** Ports of a Service that are not TCP, as `5353/UDP`: no sidecar ever sees them (istio-semantics 2.6). */
export function uncapturedPorts({ spec }: Service): string[] {
  return listOf(spec?.ports).flatMap(({ port, protocol }) =>
    (protocol === 'UDP' || protocol === 'SCTP') && typeof port === 'number' ? [`${port}/${protocol}`] : [],
  );
}

/** Those of a namespace, or of some Services in it, as `dns:5353/UDP`; sorted. */
export function uncapturedIn(
  index: PolicyIndex,
  { namespace, service }: { namespace: string; service: readonly string[] },
): string[] {
  return (index.servicesByNamespace.get(namespace) ?? [])
    .filter(({ metadata }) => service.length === 0 || service.includes(metadata?.name ?? ''))
    .flatMap((one) => uncapturedPorts(one).map((port) => `${one.metadata?.name}:${port}`))
    .toSorted();
}
