import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export interface ServingCertificate {
  /** PEM of the CA that a client has to trust. */
  ca: string;
  /** PEM of the server's certificate for loopback. */
  cert: string;
  key: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR = 3_600_000;

/** Makes a CA and a server certificate for loopback that live for a day. The CA's key is forgotten at once. */
export async function makeServingCertificate(): Promise<ServingCertificate> {
  const notBefore = new Date(Date.now() - HOUR);
  const notAfter = new Date(Date.now() + 24 * HOUR);
  const common = { notBefore, notAfter, signingAlgorithm: ALGORITHM };
  const caKeys = await newKeys();
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...common,
    name: 'CN=embedded-kubernetes-ca',
    serialNumber: '01',
    keys: caKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  const keys = await newKeys();
  const cert = await X509CertificateGenerator.create({
    ...common,
    subject: 'CN=kube-apiserver',
    issuer: ca.subject,
    serialNumber: '02',
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'dns', value: 'kubernetes.default.svc' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { ca: ca.toString('pem'), cert: cert.toString('pem'), key: pem('PRIVATE KEY', pkcs8) };
}

function newKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
