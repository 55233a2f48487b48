import type { MeshSettings, Mode } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { listTargets } from '../targets.ts';
import { hasProxy } from './has-proxy.ts';

interface ProxiedEndpoint {
  target: EndpointTarget;
  mode: Mode;
}

/** The ports of a Service, each with those of its endpoints that have a sidecar and what is declared for them. */
export function proxiedEndpoints(
  index: PolicyIndex,
  mesh: MeshSettings,
  { namespace, name, domain }: { namespace: string; name: string; domain: string },
): { service: ServiceTarget; endpoints: ProxiedEndpoint[] }[] {
  const { services, endpoints } = listTargets(index, { namespace, service: [name], port: [], domain });
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return services.map((service) => ({
    service,
    endpoints: service.endpoints.flatMap((id) => {
      const target = byId.get(id);
      const pod = target && index.podByName.get(`${target.namespace}/${target.pod}`);
      if (!target || !pod || !hasProxy(pod)) return [];
      return [{ target, mode: serverPolicy(index, mesh, pod, target.port).mode }];
    }),
  }));
}
