import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { pemOf } from '../tls/mesh-ca.ts';
import { TRICKS } from './raw.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

interface Shown {
  cert: string;
  key: string;
}

/** Certificates that no CA would issue, by what is wrong with them. */
export async function hostileCertificates(): Promise<Record<string, Shown>> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const key = await pemOf(keys);
  const issue = async (name: x509.JsonName, extensions: x509.Extension[]): Promise<string> => {
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name,
      keys,
      signingAlgorithm: ALGORITHM,
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + DAY),
      extensions,
    });
    return certificate.toString('pem');
  };
  const named = (number: number) => issue([{ CN: [`ca ${number}`] }], [AS_CA]);
  const chain = async (length: number) =>
    (await Promise.all(Array.from({ length }, (_, number) => named(number)))).join('\n');
  const uris = (values: string[]) =>
    new x509.SubjectAlternativeNameExtension(values.map((value) => ({ type: 'url', value })));
  const certs = {
    'a certificate of 1 MB': await issue(
      [{ CN: ['big'] }],
      [new x509.Extension('1.3.6.1.4.1.99999.1', false, Buffer.alloc(1_000_000))],
    ),
    'a chain of 1,000 certificates': await chain(1000),
    'a chain of 200 certificates': await chain(200),
    'control characters in the subject': await issue([{ CN: [TRICKS] }, { O: [`a\nb, CN=c${TRICKS}`] }], []),
    'control characters in the names': await issue(
      [{ CN: ['names'] }],
      [
        uris([
          `spiffe://cluster.local/ns/shop/sa/server${ascii(TRICKS)}`,
          `x", URI:${ascii(TRICKS)}"`,
          '",URI:"',
        ]),
      ],
    ),
    '1,000 names': await issue(
      [{ CN: ['many'] }],
      [uris(Array.from({ length: 1000 }, (_, n) => `spiffe://cluster.local/ns/n/sa/"${n}\\`))],
    ),
    'a subject of 30 KB': await issue([{ CN: ['"\\'.repeat(15_000)] }], []),
  };
  return Object.fromEntries(Object.entries(certs).map(([name, cert]) => [name, { cert, key }]));
}

const AS_CA = new x509.BasicConstraintsExtension(true, undefined, true);

/** URI names are IA5 strings: only what fits one byte below 128 can be put there. */
function ascii(text: string): string {
  return text.replace(/[^\u0000-\u007f]/g, '');
}
