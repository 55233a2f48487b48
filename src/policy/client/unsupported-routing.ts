import type { VirtualService } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { keyOf, type PolicyIndex } from '../policy-index.ts';
import { covers, fullHost } from './host.ts';
import { inRevision } from './in-revision.ts';

/** Names the VirtualService or ServiceEntry that takes part in a Service's routing and is not evaluated; null when there is none. */
export function unsupportedRouting(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
): string | null {
  const domain = target.host.split('.svc.')[1] ?? 'cluster.local';
  const touches = (hosts: unknown, namespace = '') =>
    Array.isArray(hosts) &&
    hosts.some((host) => typeof host === 'string' && covers(fullHost(host, namespace, domain), target.host));

  const routes = index.virtualservices.find(
    (object) =>
      inRevision(object, mesh) &&
      routesMesh(object) &&
      touches(object.spec?.hosts, object.metadata?.namespace),
  );
  if (routes) return `VirtualService ${keyOf(routes)} routes the host, and routes are not evaluated.`;
  const entry = index.serviceentries.find(
    (object) => inRevision(object, mesh) && touches(object.spec?.hosts),
  );
  return entry ? `ServiceEntry ${keyOf(entry)} names the host, and its endpoints are not evaluated.` : null;
}

function routesMesh(object: VirtualService): boolean {
  const gateways: unknown = object.spec?.gateways;
  return !Array.isArray(gateways) || gateways.length === 0 || gateways.includes('mesh');
}
