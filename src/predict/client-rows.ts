import type { Pod } from '../model/kubernetes.ts';
import type { ClientTls, MeshSettings } from '../model/policy.ts';
import type { DataPlaneKind } from '../model/prediction.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { EndpointTarget, ServiceTarget, Targets } from '../model/target.ts';
import { clientPolicy, type MeshClient } from '../policy/client/client-policy.ts';
import { inSubset } from '../policy/client/in-subset.ts';
import type { Subset } from '../policy/client/rule.ts';
import { ruleFor } from '../policy/client/rule-for.ts';
import { meshOfPod } from '../policy/mesh.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
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

const HBONE: ClientTls = 'hbone';
const PLAINTEXT: ClientTls = 'plaintext';

type Sent = Omit<ClientRow, 'namespace' | 'pod'>;

/** What each pod sends to each Service port; pods with the same labels in one namespace are worked out once. */
export function clientRows(
  index: PolicyIndex,
  meshes: MeshSettings[],
  pods: readonly Pod[],
  targets: Targets,
): ClientRow[] {
  const endpoints = new Map(targets.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const worked = new Map<string, Sent[]>();
  return pods.flatMap((pod) => {
    const mesh = meshOfPod(meshes, pod);
    if (!mesh) return [];
    const { namespace = '', name = '', labels = {} } = pod.metadata ?? {};
    const { kind } = dataPlaneOf(pod);
    const key = JSON.stringify([namespace, kind, mesh.revision, Object.entries(labels).toSorted()]);
    const sent =
      worked.get(key) ??
      targets.services.flatMap((target) =>
        sentTo(index, mesh, { namespace, labels }, kind, target, behind(target, endpoints)),
      );
    worked.set(key, sent);
    return sent.map((row) => ({ namespace, pod: name, ...row }));
  });
}

function behind(target: ServiceTarget, endpoints: Map<string, EndpointTarget>): EndpointTarget[] {
  return target.endpoints.flatMap((id) => endpoints.get(id) ?? []);
}

function sentTo(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  kind: DataPlaneKind,
  target: ServiceTarget,
  endpoints: EndpointTarget[],
): Sent[] {
  const { host, port } = target;
  const proxied = kind !== 'none' && kind !== 'ambient';
  const subsets = proxied ? (ruleFor(index, mesh, client, target).entry?.subsets ?? []) : [];
  return [null, ...subsets].flatMap((subset) => {
    const chosen = endpoints.filter((endpoint) => inSubset(index, endpoint, subset));
    const rows = chosen.length > 0 ? chosen : [null];
    return rows.map((endpoint): Sent => {
      const sent = proxied
        ? sidecarSends(index, mesh, client, target, endpoint, subset)
        : { tls: kind === 'ambient' && tunnelled(index, mesh, 'ambient', endpoint) ? HBONE : PLAINTEXT };
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

function sidecarSends(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
  subset: Subset | null,
): Pick<ClientRow, 'tls' | 'decidedBy'> {
  const { tls, source, decidedBy } = clientPolicy(index, mesh, client, target, endpoint, {
    routed: subset !== null,
    subset,
  });
  const byHbone = source !== 'passthrough' && tunnelled(index, mesh, 'sidecar', endpoint);
  return byHbone ? { tls: 'hbone', decidedBy: null } : { tls, decidedBy };
}
