import type { VirtualService } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { keyOf, type PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import type { MeshClient } from './client-policy.ts';
import type { Destination } from './destination.ts';
import { domainOf } from './domain-of.ts';
import { egressOf, importsService } from './egress-scope.ts';
import { covers, fullHost, mostSpecific } from './host.ts';
import { matchRoute, type RoutedDial } from './route-match.ts';
import { selectSidecar } from './select-sidecar.ts';
import { listOf, text } from './untrusted.ts';
import { hostsOf, virtualServicesOf } from './virtual-services.ts';

/** `default`: to the Service itself. `unknown`: a route takes part that is not evaluated. */
export type Routing =
  | { kind: 'default' }
  | { kind: 'routed'; by: ObjectReference; destinations: Destination[] }
  | { kind: 'unknown'; by: ObjectReference; why: string };

/** Where a client's sidecar sends a dial to a Service port (istio-semantics 3.1, VirtualServices of gateway `mesh`). */
export function routingOf(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
): Routing {
  const protocol = target.portClass === 'HTTP' ? 'http' : target.applicationTls ? 'tls' : 'tcp';
  const domain = domainOf(target);
  const routesHost = (object: VirtualService) =>
    hostsOf(object, domain).some((host) => covers(host, target.host));
  const listeners = egressOf(selectSidecar(index, client, mesh));
  const taking = listeners.filter(({ port }) => port === target.port || port === null);
  // TCP listeners are built for the Services that an egress listener imports, HTTP ones by port alone.
  const importing = taking.find((known) =>
    importsService(known, client.namespace, target.namespace, target.host),
  );
  const byPort = taking.find(({ port }) => port !== null) ?? taking[0];
  const listener = (protocol === 'http' ? null : importing) ?? byPort;
  const found = listener ? virtualServicesOf(index, mesh, client, listener, domain).filter(routesHost) : [];
  const candidates = protocol === 'http' ? httpCandidates(found, target.host, domain) : found;
  const dial: RoutedDial = { protocol, client, host: target.host, port: target.port };
  for (const object of candidates) {
    const routing = routeThrough(object, dial, domain);
    if (routing !== null) return routing;
  }
  return { kind: 'default' };
}

/** HTTP knows one VirtualService a host: one that names it, else the one with the most specific wildcard. */
function httpCandidates(found: readonly VirtualService[], host: string, domain: string): VirtualService[] {
  const best = mostSpecific(
    found.flatMap((object) => hostsOf(object, domain)),
    host,
  );
  const same = found.filter((object) => best !== null && hostsOf(object, domain).includes(best));
  return best === host ? same : same.slice(0, 1);
}

/** Null when no route of the VirtualService can take the dial: as if it were not there. */
function routeThrough(object: VirtualService, dial: RoutedDial, domain: string): Routing | null {
  const by = {
    kind: 'VirtualService',
    namespace: object.metadata?.namespace ?? '',
    name: object.metadata?.name ?? '',
  };
  const unknown = (why: string): Routing => ({
    kind: 'unknown',
    by,
    why: `VirtualService ${keyOf(object)} ${why}`,
  });
  const taking: Destination[][] = [];
  let certain = false;
  for (const route of listOf(object.spec?.[dial.protocol])) {
    const match = matchRoute(route, dial);
    if (match === 'no') continue;
    const destinations = destinationsOf(route, by.namespace, domain);
    if (destinations === null)
      return unknown('redirects, delegates or injects faults, which is not evaluated.');
    taking.push(destinations);
    certain = match === 'yes';
    if (certain) break;
  }
  const [first, ...more] = taking;
  if (first === undefined) {
    return dial.protocol === 'http' && takesOthers(object, dial)
      ? unknown('has no route for the request of the probe.')
      : null;
  }
  const same = more.every((destinations) => JSON.stringify(destinations) === JSON.stringify(first));
  if (!certain || !same) return unknown('routes by conditions that are not evaluated.');
  return { kind: 'routed', by, destinations: first };
}

/** Null for a route that does more than send on; a destination of weight 0 beside others gets nothing. */
function destinationsOf(
  route: Record<string, unknown>,
  namespace: string,
  domain: string,
): Destination[] | null {
  const routes = listOf(route.route);
  if (routes.length === 0 || isRecord(route.fault) || isRecord(route.delegate)) return null;
  return routes
    .filter(({ weight }) => routes.length === 1 || weight !== 0)
    .map(({ destination }) => {
      const { host, port, subset } = isRecord(destination) ? destination : {};
      const number = isRecord(port) ? port.number : null;
      return {
        host: fullHost(text(host), namespace, domain),
        port: typeof number === 'number' ? number : null,
        subset: text(subset) || null,
      };
    });
}

/** Whether a route exists for this client and port at all, be it for other requests: the rest of them then get a 404. */
function takesOthers(object: VirtualService, dial: RoutedDial): boolean {
  return listOf(object.spec?.http).some((route) => {
    const conditions = listOf(route.match).map(
      ({ gateways, sourceLabels, sourceNamespace, port: asked }) => ({
        gateways,
        sourceLabels,
        sourceNamespace,
        port: asked,
      }),
    );
    return matchRoute({ match: conditions }, dial) !== 'no';
  });
}
