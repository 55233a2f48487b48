import type { Service } from '../model/kubernetes.ts';
import { listOf } from './client/untrusted.ts';

/** Ports of a Service that are not TCP, as `5353/UDP`: no sidecar ever sees them (istio-semantics 2.6). */
export function uncapturedPorts({ spec }: Service): string[] {
  return listOf(spec?.ports).flatMap(({ port, protocol }) =>
    (protocol === 'UDP' || protocol === 'SCTP') && typeof port === 'number' ? [`${port}/${protocol}`] : [],
  );
}
