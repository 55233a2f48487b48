import type { MeshSettings } from '../../src/model/policy.ts';
import type { ServiceTarget } from '../../src/model/target.ts';
import type { MeshClient } from '../../src/policy/client/client-policy.ts';
import { destinationPort } from '../../src/policy/client/destination.ts';
import { hiddenService } from '../../src/policy/client/hidden-service.ts';
import { routingOf } from '../../src/policy/client/routing.ts';
import type { PolicyIndex } from '../../src/policy/policy-index.ts';
import { joined } from './joined.ts';

/**
 * istiod's and our clusters for a dial to a Service port; null where they cannot be compared: routes that we do not evaluate, and
 * TCP ports that have no listener at the Service's own address. A cluster that the sidecar does not have is `nowhere`.
 */
export function compareRoutes(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  routes: Record<string, string>,
  clusters: Record<string, string>,
): { theirs: string; ours: string } | null {
  const routing = routingOf(index, mesh, client, target);
  const address = index.serviceByName.get(`${target.namespace}/${target.service}`)?.spec?.clusterIP;
  const theirs = routes[target.portClass === 'HTTP' ? `http ${target.id}` : `tcp ${address}:${target.port}`];
  if (hiddenService(index, mesh, client, target, false) !== null) {
    // HTTP may have the name from a VirtualService alone.
    const listened = target.portClass === 'HTTP' || theirs === undefined ? 'not listened for' : theirs;
    return { theirs: listened, ours: 'not listened for' };
  }
  if (theirs === undefined || target.applicationTls || routing.kind === 'unknown') return null;
  const known = new Set(Object.keys(clusters).map((key) => key.split(' ')[0]));
  const reached = (names: readonly string[]) =>
    joined(names.map((name) => (known.has(name.replace(/#$/, '')) ? name : 'nowhere')));
  const ours =
    routing.kind === 'default'
      ? [`${target.id}#`]
      : routing.destinations.map(
          (to) => `${to.host}:${destinationPort(index, target, to)}#${to.subset ?? ''}`,
        );
  return { theirs: reached(theirs.split(' ')), ours: reached(ours) };
}
