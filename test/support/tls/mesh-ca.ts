import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

export interface Leaf {
  /** Leaf and the certificates above it but the root, PEM. */
  cert: string;
  key: string;
}

export interface MeshCa {
  /** PEM. */
  root: string;
  /** A leaf with these names; `uri` is the SPIFFE id of a workload. */
  issue(names: { uri?: string; dns?: string }): Promise<Leaf>;
  /** A CA below this one. */
  intermediate(): Promise<MeshCa>;
}

interface Issuer {
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
  /** PEM of the CAs below the root. */
  above: string;
}

/** A CA of its own, as istiod is one. */
export async function createMeshCa(): Promise<MeshCa> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'O=cluster.local',
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity(),
    extensions: CA_EXTENSIONS,
  });
  return ca({ certificate, keys, above: '' }, certificate.toString('pem'));
}

const CA_EXTENSIONS = [
  new x509.BasicConstraintsExtension(true, undefined, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
];

function ca(issuer: Issuer, root: string): MeshCa {
  return {
    root,
    async issue({ uri, dns }) {
      const names = [
        ...(uri ? [{ type: 'url' as const, value: uri }] : []),
        ...(dns ? [{ type: 'dns' as const, value: dns }] : []),
      ];
      const { certificate, keys } = await sign(issuer, dns ? `CN=${dns}` : 'O=workload', [
        new x509.SubjectAlternativeNameExtension(names),
      ]);
      return { cert: certificate.toString('pem') + issuer.above, key: await pemOf(keys) };
    },
    async intermediate() {
      const { certificate, keys } = await sign(issuer, 'O=intermediate', CA_EXTENSIONS);
      return ca({ certificate, keys, above: `\n${certificate.toString('pem')}${issuer.above}` }, root);
    },
  };
}

async function sign(issuer: Issuer, subject: string, extensions: x509.Extension[]) {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: issuer.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    ...validity(),
    extensions,
  });
  return { certificate, keys };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function validity() {
  return { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + DAY) };
}

export async function pemOf(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}
