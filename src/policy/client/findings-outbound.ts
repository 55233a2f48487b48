import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { referenceTo } from '../well-formed.ts';
import { hasProxy } from './has-proxy.ts';
import { proxiedEndpoints } from './proxied-endpoints.ts';
import { listOf } from './untrusted.ts';

const ANNOTATION = 'traffic.sidecar.istio.io/excludeOutboundPorts';

/** MTLS215: pods that call ports of mesh Services past their own sidecar (istio-semantics 2.6). */
export function outboundFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  const clients = index.pods.flatMap((pod) => {
    const ports = excludedBy(pod);
    return ports.length > 0 && hasProxy(pod) ? [{ pod, ports }] : [];
  });
  if (clients.length === 0) return [];
  const called = calledPast(index, mesh, domain, new Set(clients.flatMap(({ ports }) => ports)));
  return clients.flatMap(({ pod, ports }) =>
    called
      .filter(({ port }) => ports.includes(port))
      .map(({ detail }): Finding => {
        return { code: 'MTLS215', objects: [referenceTo('Pod', pod)], detail };
      }),
  );
}

function excludedBy({ metadata }: Pod): number[] {
  return (metadata?.annotations?.[ANNOTATION] ?? '')
    .split(',')
    .map((port) => port.trim())
    .filter((port) => /^\d{1,5}$/.test(port))
    .map(Number);
}

/** Service ports of these numbers with an endpoint that takes mTLS, each with the sentence to say about it. */
function calledPast(index: PolicyIndex, mesh: MeshSettings, domain: string, ports: ReadonlySet<number>) {
  return index.services.flatMap(({ metadata, spec }) => {
    if (!listOf(spec?.ports).some(({ port }) => typeof port === 'number' && ports.has(port))) return [];
    const { namespace = '', name = '' } = metadata ?? {};
    return proxiedEndpoints(index, mesh, { namespace, name, domain }).flatMap(({ service, endpoints }) => {
      const modes = endpoints.map(({ mode }) => mode);
      const mode = modes.includes('STRICT') ? 'STRICT' : modes.find((known) => known === 'PERMISSIVE');
      if (!ports.has(service.port) || mode === undefined) return [];
      const detail = `It calls ${service.id}, which is ${mode}, in plaintext.`;
      return [{ port: service.port, detail }];
    });
  });
}
