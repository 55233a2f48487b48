import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { KeyPair } from '../model/key-pair.ts';

export interface IssueOptions {
  /** URI names, such as a SPIFFE id, DNS names, IP addresses. */
  names: readonly JsonGeneralName[];
  notBefore?: Date;
  notAfter?: Date;
}

export interface CertificateAuthority {
  /** PEM. */
  root: string;
  issue(options: IssueOptions): Promise<KeyPair>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR = 3_600_000;
const LEAF_EXTENSIONS = [
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth], true),
  new BasicConstraintsExtension(false, undefined, true),
];

/**
 * Makes a CA that lives for a day, with EC keys: a mesh CA issues SPIFFE names as Istio's does (istio-semantics 5.2). Its key
 * is never written anywhere.
 */
export async function createAuthority(organization: string): Promise<CertificateAuthority> {
  const start = Date.now();
  const period = { notBefore: new Date(start - HOUR), notAfter: new Date(start + 24 * HOUR) };
  const keys = await newKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    ...period,
    name: `O=${organization}`,
    serialNumber: '01',
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  const rootPem = `${root.toString('pem')}\n`;
  let serial = 1;
  return {
    root: rootPem,
    async issue({ names, notBefore = period.notBefore, notAfter = period.notAfter }) {
      serial += 1;
      const serialNumber = serial.toString(16).padStart(4, '0');
      const { publicKey, privateKey } = await newKeys();
      const leaf = await X509CertificateGenerator.create({
        notBefore,
        notAfter,
        // Istio's workload certificates have an empty subject; the name is in the SAN alone.
        issuer: root.subject,
        serialNumber,
        signingAlgorithm: ALGORITHM,
        publicKey,
        signingKey: keys.privateKey,
        extensions: [...LEAF_EXTENSIONS, new SubjectAlternativeNameExtension([...names], true)],
      });
      return { cert: `${leaf.toString('pem')}\n${rootPem}`, key: await keyPem(privateKey) };
    },
  };
}

function newKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
