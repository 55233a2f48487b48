import type { MeshSettings } from '../../src/model/policy.ts';
import type { ServiceTarget } from '../../src/model/target.ts';
import type { MeshClient } from '../../src/policy/client/client-policy.ts';
import { destinationCluster } from '../../src/policy/client/destination.ts';
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
  const theirs = routes[listener(index, target)];
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
      : routing.destinations.map((to) => {
          const { host, port } = destinationCluster(index, mesh, client, target, to);
          return `${host}:${port}#${to.subset ?? ''}`;
        });
  return { theirs: reached(theirs.split(' ')), ours: reached(ours) };
}

/** Where the sidecar listens for a Service port: by name for HTTP, by address otherwise. */
function listener(
  index: PolicyIndex,
  { portClass, id, namespace, service, entry, port }: ServiceTarget,
): string {
  if (portClass === 'HTTP') return `http ${id}`;
  if (!entry) return `tcp ${index.serviceByName.get(`${namespace}/${service}`)?.spec?.clusterIP}:${port}`;
  const object = index.serviceentries.find(
    ({ metadata }) => metadata?.namespace === namespace && metadata.name === service,
  );
  return `tcp ${object?.spec?.addresses?.[0]}:${port}`;
}
