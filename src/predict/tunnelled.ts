import type { MeshSettings } from '../model/policy.ts';
import type { EndpointTarget } from '../model/target.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { dataPlaneOf } from './data-plane.ts';

/**
 * Whether a client reaches an endpoint by HBONE, whatever a DestinationRule says (istio-semantics 7.4, measured.md section 6). A sidecar
 * prefers Istio's own mTLS where the endpoint takes that (pilot/pkg/xds/endpoints/endpoint_builder.go:supportTunnel).
 */
export function tunnelled(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: 'sidecar' | 'ambient',
  endpoint: EndpointTarget | null,
): boolean {
  const pod = endpoint ? index.podByName.get(`${endpoint.namespace}/${endpoint.pod}`) : undefined;
  if (!pod || (client === 'sidecar' && !sendsHbone(mesh))) return false;
  const labels = pod.metadata?.labels ?? {};
  if (client === 'sidecar' && labels['security.istio.io/tlsMode'] === 'istio') return false;
  const { kind } = dataPlaneOf(pod);
  const labelled = (labels['networking.istio.io/tunnel'] ?? '').split(',').includes('http');
  return kind === 'ambient' || kind === 'waypoint' || labelled;
}

/** Sidecars send HBONE where istiod has ambient mode on (pilot/pkg/features/ambient.go); also assumed where its flags are not known. */
function sendsHbone({ flags }: MeshSettings): boolean {
  if (flags === undefined) return true;
  return flags.PILOT_ENABLE_AMBIENT === true && flags.PILOT_ENABLE_SENDING_HBONE !== false;
}
