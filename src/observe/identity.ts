import type { PeerCertificate } from '../model/observation.ts';
import type { Targets } from '../model/target.ts';

/** Namespace and service account that a mesh certificate must name. */
export interface Identity {
  namespace: string;
  serviceAccount: string;
}

/** Identities that may answer for a target, by target id; null where they are not known (an endpoint without a pod). */
export function expectedIdentities({ endpoints, services }: Targets): Map<string, Identity[] | null> {
  const expected = new Map<string, Identity[] | null>();
  for (const { id, namespace, serviceAccount } of endpoints) {
    expected.set(id, serviceAccount === null ? null : [{ namespace, serviceAccount }]);
  }
  for (const { id, endpoints: behind } of services) {
    const known = behind.map((endpoint) => expected.get(endpoint) ?? null);
    expected.set(id, known.includes(null) ? null : known.flatMap((identities) => identities ?? []));
  }
  return expected;
}

/**
 * Whether a certificate is the mesh certificate of a target: one of its SPIFFE ids, in a trust domain of the mesh where these are
 * known, and a chain to the root of the mesh where that is known (measured.md section 1). Where the identity is not known any
 * SPIFFE id will do, but then only with the chain.
 */
export function isMeshCertificate(
  certificate: PeerCertificate | null,
  identities: readonly Identity[] | null,
  trustDomains: readonly string[] | null = null,
): boolean {
  if (!certificate || certificate.trusted === false) return false;
  const ids = certificate.uris.filter((uri) => isSpiffe(uri, trustDomains));
  if (!identities) return certificate.trusted === true && ids.length > 0;
  return identities.some(({ namespace, serviceAccount }) =>
    ids.some((uri) => uri.endsWith(`/ns/${namespace}/sa/${serviceAccount}`)),
  );
}

/** `spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT`, the only form that Istio issues. */
function isSpiffe(uri: string, trustDomains: readonly string[] | null): boolean {
  const [, domain] = /^spiffe:\/\/([^/]+)\/ns\/[^/]+\/sa\/[^/]+$/.exec(uri) ?? [];
  return domain !== undefined && (trustDomains === null || trustDomains.includes(domain));
}
