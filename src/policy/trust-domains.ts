import type { MeshSettings } from '../model/policy.ts';

/**
 * The trust domains that workload certificates of these control planes may have: their own and their aliases, which is what mesh
 * clients accept of a server (istio-semantics 3.4). Null where the configuration of one could not be read: it may be any.
 */
export function trustDomains(meshes: readonly MeshSettings[]): string[] | null {
  if (meshes.some(({ unread, sources = [] }) => unread !== undefined || sources.length === 0)) return null;
  const found = meshes.flatMap(({ trustDomain, trustDomainAliases = [] }) => [
    trustDomain,
    ...trustDomainAliases,
  ]);
  return [...new Set(found)].toSorted();
}

/** Whether sidecars of a control plane accept clients of a trust domain (istio-semantics 2.4). */
export function acceptsTrustDomain(mesh: MeshSettings, domain: string): boolean {
  const { trustDomain, trustDomainAliases = [], foreignTrustDomains = [], flags } = mesh;
  const accepted = [trustDomain, ...trustDomainAliases, ...foreignTrustDomains];
  return flags?.PILOT_SKIP_VALIDATE_TRUST_DOMAIN === true || accepted.includes(domain);
}
