import type { VirtualService } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import type { MeshClient } from './client-policy.ts';
import { domainOf } from './domain-of.ts';
import type { EgressListener } from './egress-scope.ts';
import { fullHost } from './host.ts';
import { listOf, text } from './untrusted.ts';
import { virtualServicesOf } from './virtual-services.ts';

/** Whether a VirtualService of an egress listener leads to a Service port; the sidecar then knows it too (sidecar.go:collectImportedServices). */
export function isRoutedTo(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  listener: EgressListener,
  target: ServiceTarget,
): boolean {
  const domain = domainOf(target);
  return virtualServicesOf(index, mesh, client, listener, domain).some((object) =>
    destinationsOf(object, client.namespace).some(({ host, port }) => {
      const named = fullHost(text(host), object.metadata?.namespace ?? '', domain);
      const number = isRecord(port) ? port.number : undefined;
      const anyPort = listener.port !== null || typeof number !== 'number' || number === 0;
      return named === target.host && (anyPort || number === target.port);
    }),
  );
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
