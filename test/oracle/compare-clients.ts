import type { MeshSettings } from '../../src/model/policy.ts';
import type { ServiceTarget } from '../../src/model/target.ts';
import { backendsOf } from '../../src/policy/client/backends.ts';
import type { MeshClient } from '../../src/policy/client/client-policy.ts';
import { effectiveTls } from '../../src/policy/client/effective-tls.ts';
import { covers } from '../../src/policy/client/host.ts';
import { hostTargets } from '../../src/policy/client/host-targets.ts';
import { inSubset } from '../../src/policy/client/in-subset.ts';
import { knownTarget } from '../../src/policy/client/known-target.ts';
import type { Subset } from '../../src/policy/client/rule.ts';
import { ruleFor } from '../../src/policy/client/rule-for.ts';
import { sentTls } from '../../src/policy/client/sent-tls.ts';
import { hostsOf } from '../../src/policy/client/virtual-services.ts';
import type { PolicyIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { groupBy } from '../../src/util/group.ts';
import { compareRoutes } from './compare-routes.ts';
import type { Check } from './comparison.ts';
import type { Answer } from './istiod.ts';
import { joined } from './joined.ts';
import { NAMESPACES } from './situation.ts';

const domain = 'cluster.local';

/** Compares what every client knows, where its dials lead, and what it sends to each endpoint. */
export function compareClients(index: PolicyIndex, mesh: MeshSettings, answer: Answer, check: Check): void {
  const filter = { service: [], port: [], domain };
  const services = NAMESPACES.flatMap((namespace) => listTargets(index, { namespace, ...filter }).services);
  const hosts = hostTargets(index, mesh, domain);
  const targets = [
    ...services,
    ...hosts.filter(({ aliasOf }) => aliasOf === null).map(({ target }) => target),
  ];
  for (const [name, clusters] of Object.entries(answer.client)) {
    const pod = index.podByName.get(name);
    const client = { namespace: pod?.metadata?.namespace ?? '', labels: pod?.metadata?.labels ?? {} };
    const routes = answer.routes[name] ?? {};
    for (const asked of targets) {
      comparePort(
        index,
        mesh,
        client,
        asked,
        { where: `client ${name} to ${asked.id}`, clusters, routes },
        check,
      );
    }
    for (const { target, aliasOf } of hosts) {
      // A route for the alias itself makes it known by name alone.
      const own = index.virtualservices.some((object) =>
        hostsOf(object, domain).some((host) => covers(host, target.host)),
      );
      if (aliasOf === null || target.portClass !== 'HTTP' || own) continue;
      const wanted = { host: aliasOf, port: target.port, domain, alias: target.host };
      const ours = isMade(index, mesh, knownTarget(index, mesh, client, wanted, false));
      // istiod also writes routes to clusters that it does not make: 503 for all.
      const theirs =
        `http ${target.id}` in routes && clustersOf(clusters, `${aliasOf}:${target.port}`).length > 0;
      check(`client ${name} to alias ${target.id}`, String(theirs), String(ours));
    }
  }
}

interface Theirs {
  where: string;
  clusters: Record<string, string>;
  routes: Record<string, string>;
}

/** The keys of a port's clusters: `host:port`, `#` a subset, ` -> ` an endpoint. */
function clustersOf(clusters: Record<string, string>, id: string): string[] {
  return Object.keys(clusters).filter((key) => /^[^# ]+/.exec(key)?.[0] === id);
}

/** A cluster that resolves names is not made without any. */
function isMade(index: PolicyIndex, mesh: MeshSettings, target: ServiceTarget | null): boolean {
  return target !== null && (!target.entry?.dns || backendsOf(index, mesh, target).length > 0);
}

function comparePort(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  { id, host, port }: ServiceTarget,
  { where, clusters, routes }: Theirs,
  check: Check,
): void {
  const target = knownTarget(index, mesh, client, { host, port, domain }, true);
  const theirs = clustersOf(clusters, id);
  const backends = target ? backendsOf(index, mesh, target) : [];
  check(`${where} known`, String(theirs.length > 0), String(isMade(index, mesh, target)));
  if (target === null || theirs.length === 0) return;
  const routed = compareRoutes(index, mesh, client, target, routes, clusters);
  if (routed) check(`${where} routed`, routed.theirs, routed.ours);
  const { entry } = ruleFor(index, mesh, client, target);
  // A cluster that resolves names is not made without any, that of the whole port even where it then sends to the dialled address.
  const hasCluster = (subset: Subset | null) =>
    !target.entry?.dns ||
    backends.some((backend) => inSubset(index, backend, subset)) ||
    (subset !== null &&
      (subset.policy?.passthrough || effectiveTls(entry, target.port, null, true).originalDestination));
  const subsets = [null, ...(entry?.subsets ?? [])].filter(hasCluster);
  const named = (subset: { name: string } | null) => subset?.name ?? '';
  check(
    `${where} subsets`,
    joined(theirs.map((key) => /#([^ ]+)/.exec(key)?.[1] ?? '')),
    joined(subsets.map(named)),
  );
  for (const subset of subsets) {
    const cluster = subset === null ? id : `${id}#${subset.name}`;
    const chosen = backends.filter((backend) => inSubset(index, backend, subset));
    const listed = theirs.filter((key) => key.startsWith(`${cluster} -> `));
    if (!(cluster in clusters) || chosen.length === 0) {
      const ids = chosen.map((backend) => `${cluster} -> ${backend.id}`);
      check(`${where} endpoints of ${cluster}`, joined(listed), joined(ids));
    }
    // Several ServiceEntries may name one address.
    for (const [at, same] of groupBy(chosen, (endpoint) => endpoint.id)) {
      const found = clusters[`${cluster} -> ${at}`] ?? clusters[cluster];
      const ours = same.map((endpoint) => sentTls(index, mesh, entry, subset, target, endpoint).tls);
      check(`${where}${subset ? `#${subset.name}` : ''} at ${at}`, found ?? 'nothing', joined(ours));
    }
  }
}
