import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import { proxiedEndpoints } from './proxied-endpoints.ts';
import { listOf, text } from './untrusted.ts';

/** Fields of an Envoy cluster that bring TLS of their own. */
const TLS_FIELDS = ['transport_socket', 'transport_socket_matches', 'tls_context'];

/** MTLS214: clusters that EnvoyFilters add without TLS and that lead to STRICT Services (istio-semantics 8.5). */
export function clusterFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  return index.envoyfilters.flatMap((filter) =>
    listOf(filter.spec?.configPatches).flatMap((patch) =>
      addressesOf(patch).flatMap(({ host, port }): Finding[] => {
        const [name = '', namespace = ''] = host.split('.', 2);
        const full = `${name}.${namespace}.svc.${domain}`;
        if (name === '' || namespace === '' || (host !== full && !full.startsWith(`${host}.`))) return [];
        const found = proxiedEndpoints(index, mesh, { namespace, name, domain }).find(
          ({ service }) => service.port === port,
        );
        const strict = found?.endpoints.find(({ mode }) => mode === 'STRICT')?.target;
        if (!strict) return [];
        const detail = `It adds a cluster without TLS for ${full}:${port}; port ${strict.port} of pod ${namespace}/${strict.pod} is STRICT.`;
        return [{ code: 'MTLS214', objects: [referenceTo('EnvoyFilter', filter)], detail }];
      }),
    ),
  );
}

/** Where the cluster of a patch leads; nothing for patches that add none, or one with TLS. */
function addressesOf({ applyTo, patch }: Record<string, unknown>): { host: string; port: number }[] {
  if (applyTo !== 'CLUSTER' || !isRecord(patch) || patch['operation'] !== 'ADD') return [];
  const cluster = patch['value'];
  if (!isRecord(cluster) || TLS_FIELDS.some((field) => Object.hasOwn(cluster, field))) return [];
  const assignment = cluster['load_assignment'];
  return listOf(isRecord(assignment) ? assignment['endpoints'] : null)
    .flatMap((locality) => listOf(locality['lb_endpoints']))
    .flatMap(({ endpoint }) => {
      const address = isRecord(endpoint) ? endpoint['address'] : null;
      const socket = isRecord(address) ? address['socket_address'] : null;
      if (!isRecord(socket) || typeof socket['port_value'] !== 'number') return [];
      return [{ host: text(socket['address']), port: socket['port_value'] }];
    });
}
