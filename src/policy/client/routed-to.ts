import type { VirtualService } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import type { MeshClient } from './client-policy.ts';
import type { EgressListener } from './egress-scope.ts';
import { fullHost } from './host.ts';
import { listOf, text } from './untrusted.ts';
import { virtualServicesOf } from './virtual-services.ts';

/**
 * For each VirtualService of an egress listener that leads to a host, the ports that its routes name, 0 for one that names none; the
 * sidecar then knows the host too (sidecar.go:collectImportedServices).
 */
export function routedPorts(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  listener: EgressListener,
  host: string,
  domain: string,
): Set<number>[] {
  return virtualServicesOf(index, mesh, client, listener, domain).flatMap((object) => {
    const ports = destinationsOf(object, client.namespace)
      .filter((to) => fullHost(text(to.host), object.metadata?.namespace ?? '', domain) === host)
      .map(({ port }) => (isRecord(port) && typeof port.number === 'number' ? port.number : 0));
    return ports.length > 0 ? [new Set(ports)] : [];
  });
}
function destinationsOf(object: VirtualService, clientNamespace: string): Record<string, unknown>[] {
  const { http, tcp, tls } = object.spec ?? {};
  const taking = listOf(http).filter((route) => takesNamespace(route, clientNamespace));
  const routed = [...taking, ...listOf(tcp), ...listOf(tls)].flatMap((route) => listOf(route.route));
  const mirrored = taking.flatMap(({ mirror, mirrors }) => [{ destination: mirror }, ...listOf(mirrors)]);
  return [...routed, ...mirrored].map(({ destination }) => destination).filter(isRecord);
}

/** The last condition with a sourceNamespace decides, unless an earlier one names the client's. */
function takesNamespace(route: Record<string, unknown>, namespace: string): boolean {
  const asked = listOf(route.match)
    .map((condition) => text(condition.sourceNamespace))
    .filter((name) => name !== '');
  return asked.length === 0 || asked.includes(namespace);
}
