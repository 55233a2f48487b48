import type { VirtualService } from '../../../model/istio.ts';
import type { Service } from '../../../model/kubernetes.ts';
import { listOf, text, textsOf } from '../../client/untrusted.ts';
import { waypointFor } from '../../waypoint.ts';
import { isRecord } from '../../well-formed.ts';
import { complaint, type KialiCheck } from '../check.ts';
import { isAmbientPod } from '../data-plane.ts';
import { hasL7Settings } from '../l7.ts';
import { fullHostIn, identityDomain, type KialiView } from '../view.ts';
import { servicesOf } from '../waypoints.ts';

/** KIA1113 and 0210: HTTP routes and settings for Services in ambient mode whose traffic no waypoint takes. */
export function uncapturedRouteChecks(view: KialiView): KialiCheck[] {
  const uncaptured = hostsWithoutWaypoint(view);
  if (uncaptured.size === 0) return [];
  const misses = (hosts: readonly string[], namespace: string) => {
    return hosts.some((host) => uncaptured.has(fullHostIn(view, host, namespace)));
  };
  return [
    ...view.index.virtualservices
      .filter((routes) => isForMesh(routes) && misses(destinations(routes), routes.metadata?.namespace ?? ''))
      .map((routes) => complaint('KIA1113', 'VirtualService', routes, 'spec/http')),
    ...view.rules
      .filter(
        (rule) => hasL7Settings(rule) && misses([text(rule.spec?.host)], rule.metadata?.namespace ?? ''),
      )
      .map((rule) => complaint('KIA0210', 'DestinationRule', rule, 'spec/trafficPolicy')),
  ];
}

function hostsWithoutWaypoint(view: KialiView): Set<string> {
  const { index, pods } = view;
  const services = new Set<Service>(
    pods.filter((pod) => isAmbientPod(index, pod)).flatMap((pod) => servicesOf(index, pod)),
  );
  return new Set(
    [...services]
      .filter((service) => waypointFor(index, service) === null)
      .map(({ metadata }) => {
        const namespace = metadata?.namespace ?? '';
        return `${metadata?.name}.${namespace}.${identityDomain(view, namespace)}`;
      }),
  );
}

function isForMesh({ spec }: VirtualService): boolean {
  const gateways = textsOf(spec?.gateways);
  return gateways.length === 0 || gateways.includes('mesh');
}

function destinations({ spec }: VirtualService): string[] {
  return listOf(spec?.http).flatMap(({ route }) =>
    listOf(route).map(({ destination }) => (isRecord(destination) ? text(destination['host']) : '')),
  );
}
