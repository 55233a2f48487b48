import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import { strandedRevision } from '../policy/mesh/stranded-revision.ts';
import { acceptsTrustDomain } from '../policy/trust-domains.ts';
import { proxySetting } from './proxy-config.ts';
import type { ProbeIdentity } from './refusal.ts';

/** Why the proxy of a pod may do other than its control plane's policies say, or the probe not be able to tell; null when neither. */
export function proxyDoubt(
  meshes: readonly MeshSettings[],
  mesh: MeshSettings,
  pod: Pod,
  probe: ProbeIdentity | null,
): string | null {
  const revision = strandedRevision(meshes, pod);
  if (revision !== null)
    return `the pod was injected by revision ${revision}, of which no control plane was found`;
  // Certificates from files have no SPIFFE id of the pod (istio-semantics 4.2, 5.2).
  if (proxySetting(pod, mesh, 'ISTIO_META_TLS_SERVER_CERT_CHAIN') !== undefined)
    return 'the proxy serves certificates from files (ISTIO_META_TLS_SERVER_CERT_CHAIN)';
  const domain = probe?.trustDomain;
  if (domain === undefined || acceptsTrustDomain(mesh, domain)) return null;
  return `the trust domain of the probe, ${domain}, is not accepted by the mesh of the pod`;
}
