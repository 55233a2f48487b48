import type { MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import type { AutoTlsFacts } from './auto-tls.ts';
import { textsOf } from './untrusted.ts';
import { type Workload, workloadOf } from './workload.ts';

/** Gathers what auto mTLS looks at for one Service port and endpoint (istio-semantics 3.4). */
export function autoTlsFacts(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
): AutoTlsFacts {
  // No selector matches a pod without labels, so these are the policies of namespace and mesh.
  const namespace = serverPolicy(index, mesh, { metadata: { namespace: target.namespace } }, 0);
  return {
    autoMtls: mesh.autoMtls,
    external: isExternal(index, target),
    headless: target.headless,
    headlessByEndpoint: mesh.flags?.PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES === true,
    namespace,
    // Of use in few cases, and dear where a Service has many endpoints.
    get tlsModes() {
      return target.endpoints.map((id) => workloadAt(index, target, id)?.tlsMode ?? 'disabled');
    },
    endpoint: endpoint && endpointFacts(index, mesh, endpoint),
  };
}

/** A ServiceEntry is external unless it says MESH_INTERNAL (istio-semantics 3.4). */
function isExternal(index: PolicyIndex, { namespace, service, host }: ServiceTarget): boolean {
  if (index.serviceByName.has(`${namespace}/${service}`)) return false;
  const entry = index.serviceentries.find(
    ({ metadata, spec }) => metadata?.namespace === namespace && textsOf(spec?.hosts).includes(host),
  );
  return entry !== undefined && entry.spec?.location !== 'MESH_INTERNAL';
}

function endpointFacts(
  index: PolicyIndex,
  mesh: MeshSettings,
  endpoint: EndpointTarget,
): AutoTlsFacts['endpoint'] {
  const workload = workloadOf(index, endpoint);
  if (workload === null) return { tlsMode: 'disabled', mode: 'PERMISSIVE', decidedBy: null };
  const { namespace, labels, tlsMode } = workload;
  const { mode, decidedBy } = serverPolicy(index, mesh, { metadata: { namespace, labels } }, endpoint.port);
  return { tlsMode, mode, decidedBy };
}

/** The workload behind an endpoint id `IP:port`; pods on the host's network share an IP, where the Service's namespace decides. */
function workloadAt(index: PolicyIndex, { namespace }: ServiceTarget, id: string): Workload | null {
  const ip = id.slice(0, id.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  const pods = index.podsByIp.get(ip) ?? [];
  const pod = pods.find(({ metadata }) => metadata?.namespace === namespace) ?? pods[0];
  return workloadOf(index, {
    namespace: pod?.metadata?.namespace ?? namespace,
    pod: pod?.metadata?.name ?? null,
    ip,
  });
}
