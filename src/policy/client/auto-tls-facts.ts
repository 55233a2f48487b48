import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import type { AutoTlsFacts } from './auto-tls.ts';

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
    headless: target.headless,
    namespace,
    tlsModes: target.endpoints.map((id) => tlsModeOf(podAt(index, target, id))),
    endpoint: endpoint && endpointFacts(index, mesh, endpoint),
  };
}

function endpointFacts(
  index: PolicyIndex,
  mesh: MeshSettings,
  endpoint: EndpointTarget,
): AutoTlsFacts['endpoint'] {
  const pod =
    endpoint.pod === null ? undefined : index.podByName.get(`${endpoint.namespace}/${endpoint.pod}`);
  const { mode, decidedBy } = pod
    ? serverPolicy(index, mesh, pod, endpoint.port)
    : { mode: 'PERMISSIVE' as const, decidedBy: null };
  return { tlsMode: tlsModeOf(pod), mode, decidedBy };
}

/** The label that injection sets; `disabled` without it and without a pod (pilot/pkg/serviceregistry/kube/conversion.go:PodTLSMode). */
function tlsModeOf(pod: Pod | undefined): string {
  return pod?.metadata?.labels?.['security.istio.io/tlsMode'] ?? 'disabled';
}

/** The pod behind an endpoint id `IP:port`; pods on the host's network share an IP, where the Service's namespace decides. */
function podAt(index: PolicyIndex, target: ServiceTarget, id: string): Pod | undefined {
  const pods = index.podsByIp.get(id.slice(0, id.lastIndexOf(':')).replace(/^\[|\]$/g, '')) ?? [];
  return pods.find(({ metadata }) => metadata?.namespace === target.namespace) ?? pods[0];
}
