import { X509Certificate } from 'node:crypto';

/** The certificates in PEM texts; what cannot be read is left out. */
export function parseRoots(texts: readonly string[]): X509Certificate[] {
  const pems = texts.flatMap(
    (text) => text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [],
  );
  return pems.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}
