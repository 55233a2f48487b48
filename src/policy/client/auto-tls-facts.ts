import type { MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import type { AutoTlsFacts } from './auto-tls.ts';
import { type Backend, portInstances } from './backends.ts';
import { isSince } from './since.ts';
import { workloadOf } from './workload.ts';

/** Gathers what auto mTLS looks at for one Service port and endpoint (istio-semantics 3.4). */
export function autoTlsFacts(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
  instances?: () => readonly Backend[],
): AutoTlsFacts {
  // No selector matches a pod without labels, so these are the policies of namespace and mesh.
  const namespace = serverPolicy(index, mesh, { metadata: { namespace: target.namespace } }, 0);
  return {
    autoMtls: mesh.autoMtls,
    external: target.entry?.external === true,
    headless: target.headless,
    checksPolicies: isSince(mesh.version, 1, 19) || mesh.flags?.ENABLE_AUTO_MTLS_CHECK_POLICIES !== false,
    headlessByEndpoint: mesh.flags?.PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES === true,
    namespace,
    // Of use in few cases, and dear where a Service has many endpoints.
    get tlsModes() {
      const all = instances?.() ?? portInstances(index, mesh, target);
      return all.map(({ workload }) => workload?.tlsMode ?? 'disabled');
    },
    endpoint: endpoint && endpointFacts(index, mesh, endpoint),
  };
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
