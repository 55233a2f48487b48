import type { Pod } from '../model/kubernetes.ts';
import type { ClientTls, MeshSettings } from '../model/policy.ts';
import type { DataPlaneKind } from '../model/prediction.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';
import { backendsOf, portInstances } from '../policy/client/backends.ts';
import { clientPolicy, type MeshClient, type Via } from '../policy/client/client-policy.ts';
import { domainOf } from '../policy/client/domain-of.ts';
import type { HostTarget } from '../policy/client/host-targets.ts';
import { inSubset } from '../policy/client/in-subset.ts';
import { knownTarget } from '../policy/client/known-target.ts';
import { ruleFor } from '../policy/client/rule-for.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { waypointOf } from '../policy/waypoint.ts';
import { once } from '../util/once.ts';
import { dataPlaneOf } from './data-plane.ts';
import { tunnelled } from './tunnelled.ts';

/** What a pod sends to one endpoint of a Service port, by way of a subset or without one. */
export interface ClientRow {
  namespace: string;
  pod: string;
  host: string;
  port: number;
  subset: string | null;
  /** `IP:port`; null where the Service port has no endpoint. */
  endpoint: string | null;
  tls: ClientTls;
  decidedBy: ObjectReference | null;
}

/** From ztunnel: to the pod, or to the waypoint of the Service (istio-semantics 7.4). */
function byHbone(
  index: PolicyIndex,
  mesh: MeshSettings,
  { namespace, service }: ServiceTarget,
  endpoint: EndpointTarget | null,
): boolean {
  return waypointOf(index, namespace, service) !== null || tunnelled(index, mesh, 'ambient', endpoint);
}

const HBONE: ClientTls = 'hbone';
const PLAINTEXT: ClientTls = 'plaintext';

type Sent = Omit<ClientRow, 'namespace' | 'pod'>;

/** What each pod sends to each Service port; pods with the same labels in one namespace are worked out once. */
export function clientRows(
  index: PolicyIndex,
  meshes: MeshSettings[],
  pods: readonly Pod[],
  targets: readonly ServiceTarget[],
  hosts: ReadonlyMap<MeshSettings, readonly HostTarget[]>,
): ClientRow[] {
  const worked = new Map<string, Sent[]>();
  const own = targets.map((target): HostTarget => ({ target, aliasOf: null }));
  return pods.flatMap((pod) => {
    const mesh = meshOfPod(meshes, pod);
    if (!mesh) return [];
    const { namespace = '', name = '', labels = {} } = pod.metadata ?? {};
    const { kind } = dataPlaneOf(pod);
    const key = JSON.stringify([namespace, kind, mesh.revision, Object.entries(labels).toSorted()]);
    const sent =
      worked.get(key) ??
      [...own, ...(hosts.get(mesh) ?? [])].flatMap((host) =>
        sentTo(index, mesh, { namespace, labels }, kind, host),
      );
    worked.set(key, sent);
    return sent.map((row) => ({ namespace, pod: name, ...row }));
  });
}

function sentTo(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  kind: DataPlaneKind,
  { target: dialled, aliasOf }: HostTarget,
): Sent[] {
  const { host, port } = dialled;
  const proxied = kind !== 'none' && kind !== 'ambient';
  const known = proxied ? knownAs(index, mesh, client, dialled, aliasOf) : null;
  const target = known ?? dialled;
  const subsets = proxied ? (ruleFor(index, mesh, client, target).entry?.subsets ?? []) : [];
  // A host that the sidecar does not know goes wherever the application's own look-up says.
  const backends = known === null && dialled.entry ? [] : backendsOf(index, mesh, target);
  const instances = once(() => portInstances(index, mesh, target));
  return [null, ...subsets].flatMap((subset) => {
    const chosen = backends.filter((backend) => inSubset(index, backend, subset));
    const rows = chosen.length > 0 ? chosen : [null];
    return rows.map((endpoint): Sent => {
      const sent = proxied
        ? sidecarSends(index, mesh, client, target, endpoint, { routed: subset !== null, subset, instances })
        : { tls: kind === 'ambient' && byHbone(index, mesh, target, endpoint) ? HBONE : PLAINTEXT };
      return {
        host,
        port,
        subset: subset?.name ?? null,
        endpoint: endpoint?.id ?? null,
        decidedBy: null,
        ...sent,
      };
    });
  });
}

/** The Service that the client's sidecar takes a host for. */
function knownAs(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  dialled: ServiceTarget,
  aliasOf: string | null,
): ServiceTarget | null {
  const domain = domainOf(dialled);
  // The name of a TCP connection is resolved before the sidecar sees it.
  const alias = aliasOf !== null && dialled.portClass === 'HTTP' ? dialled.host : null;
  const wanted = { host: aliasOf ?? dialled.host, port: dialled.port, domain, alias };
  return knownTarget(index, mesh, client, wanted, false);
}

function sidecarSends(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
  via: Via,
): Pick<ClientRow, 'tls' | 'decidedBy'> {
  const { tls, source, decidedBy } = clientPolicy(index, mesh, client, target, endpoint, via);
  const byHbone = source !== 'passthrough' && tunnelled(index, mesh, 'sidecar', endpoint);
  return byHbone ? { tls: 'hbone', decidedBy: null } : { tls, decidedBy };
}
