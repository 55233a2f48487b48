import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { EndpointTarget, ServiceTarget, Targets } from '../../model/target.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { effectiveTls } from './effective-tls.ts';
import { ruleFor } from './rule-for.ts';
import { isSince } from './since.ts';

/** Findings about Service ports where client and server side cannot meet (istio-semantics 3.4 and 11.3). */
export function serviceFindings(index: PolicyIndex, mesh: MeshSettings, targets: Targets): Finding[] {
  const byId = new Map(targets.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return targets.services.flatMap((target) => {
    const endpoints = target.endpoints.flatMap((id) => byId.get(id) ?? []);
    const found = [
      narrowerMode(index, mesh, target, endpoints),
      mixedEndpoints(index, mesh, target, endpoints),
    ];
    return found.filter((finding) => finding !== null);
  });
}

/** MTLS205 and MTLS210: clients go by the namespace's mode where a narrower one holds. */
function narrowerMode(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  endpoints: readonly EndpointTarget[],
): Finding | null {
  if (forcedMode(index, mesh, target) !== null) return null;
  const namespace = serverPolicy(index, mesh, { metadata: { namespace: target.namespace } }, 0);
  const disabled = namespace.mode === 'DISABLE';
  if (!disabled && !target.headless) return null;
  for (const endpoint of endpoints) {
    const pod = index.podByName.get(`${endpoint.namespace}/${endpoint.pod}`);
    if (!pod) continue;
    const { mode, decidedBy } = serverPolicy(index, mesh, pod, endpoint.port);
    const objects = [decidedBy, namespace.decidedBy, serviceReference(target)].filter(
      (object) => object !== null,
    );
    if (disabled && mode === 'STRICT') {
      return {
        code: 'MTLS205',
        objects,
        detail: `${target.id}: port ${endpoint.port} of pod ${endpoint.pod} is STRICT, and clients send plaintext.`,
      };
    }
    if (!disabled && mode === 'DISABLE') {
      return {
        code: 'MTLS210',
        objects,
        detail: `${target.id}: port ${endpoint.port} of pod ${endpoint.pod} is DISABLE, and clients send mTLS.`,
      };
    }
  }
  return null;
}

/** MTLS207: seen from the Service's own namespace. */
function mixedEndpoints(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  endpoints: readonly EndpointTarget[],
): Finding | null {
  const forced = forcedMode(index, mesh, target);
  if (forced?.mode !== 'ISTIO_MUTUAL') return null;
  const bare = endpoints.filter(
    ({ namespace, pod }) =>
      index.podByName.get(`${namespace}/${pod}`)?.metadata?.labels?.['security.istio.io/tlsMode'] !== 'istio',
  );
  if (bare.length === 0) return null;
  const detail = `${target.id}: ${bare.length} of ${endpoints.length} endpoints have no sidecar.`;
  return { code: 'MTLS207', objects: [forced.from, serviceReference(target)], detail };
}

function forcedMode(index: PolicyIndex, mesh: MeshSettings, target: ServiceTarget) {
  const { entry } = ruleFor(index, mesh, { namespace: target.namespace, labels: {} }, target);
  const mode = effectiveTls(entry, target.port, null, isSince(mesh.version, 1, 31)).tls?.mode;
  return entry !== null && mode !== undefined ? { mode, from: entry.policyFrom } : null;
}

function serviceReference({ namespace, service }: ServiceTarget): ObjectReference {
  return { kind: 'Service', namespace, name: service };
}
