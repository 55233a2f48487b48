import type { Snapshot } from '../model/snapshot.ts';

/** The mesh CA's roots (PEM) that istiod writes to every namespace; none where the ConfigMap cannot be read (istio-semantics 5.2). */
export function meshRoots(snapshot: Snapshot, namespace: string): string[] {
  const named = snapshot.configmaps.filter(({ metadata }) => metadata?.name === 'istio-ca-root-cert');
  const found = named.find(({ metadata }) => metadata?.namespace === namespace) ?? named[0];
  const text = found?.data?.['root-cert.pem'];
  if (typeof text !== 'string') return [];
  return (
    text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g)?.slice(0, 20) ?? []
  );
}
