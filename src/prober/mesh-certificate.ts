import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ClientCertificate {
  cert: string;
  key: string;
  /** Content of root-cert.pem. */
  root: string;
}

/** Reads the certificate files of the agent; says why when they are not there or do not belong together (yet). */
export async function readMeshCertificate(folder: string): Promise<ClientCertificate | string> {
  try {
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    const cert = await read('cert-chain.pem');
    const key = await read('key.pem');
    const root = await read('root-cert.pem');
    // The agent writes the files one after the other: in between they may be of two different certificates.
    const matches = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
    return matches ? { cert, key, root } : 'the key does not belong to the certificate';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // No message of OpenSSL: it could quote the file.
    return `the files in ${folder} cannot be read (${code ?? 'unknown error'})`;
  }
}

/**
 * Says why a certificate is not valid at a time (milliseconds since 1970) by the clock of this node: a peer with the same clock would
 * refuse it, which says nothing about policies. Null when it is valid.
 */
export function validityProblem({ cert }: ClientCertificate, now: number): string | null {
  const { validFrom, validTo } = new X509Certificate(cert);
  const clock = `the clock of this node says ${new Date(now).toISOString()}`;
  if (now < Date.parse(validFrom)) return `the certificate is not valid before ${validFrom}, and ${clock}`;
  return now > Date.parse(validTo) ? `the certificate expired at ${validTo}, and ${clock}` : null;
}
