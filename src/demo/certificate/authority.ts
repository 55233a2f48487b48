import { generateKeyPairSync } from 'node:crypto';
import { bits, der, oid, TAG } from './der.ts';
import {
  critical,
  NO_NAME,
  organizationName,
  type SubjectName,
  signCertificate,
  subjectNames,
} from './sign.ts';

/** A certificate with its key, both PEM. */
export interface KeyPair {
  /** Leaf and, where a CA issued it, the CA's certificate. */
  cert: string;
  key: string;
}

export interface IssueOptions {
  /** URI names, such as a SPIFFE id, DNS names, IPv4 addresses. */
  names: readonly SubjectName[];
  notAfter?: Date;
}

export interface CertificateAuthority {
  /** PEM. */
  root: string;
  issue(options: IssueOptions): KeyPair;
}

const HOUR = 3_600_000;

const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SERVER_AND_CLIENT = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];

/** Bit 5 of a key usage. */
const SIGNS_CERTIFICATES = bits(Buffer.from([0x04]), 2);
/** Bit 0 of a key usage. */
const SIGNS = bits(Buffer.from([0x80]), 7);

const ROOT_EXTENSIONS = [
  critical(BASIC_CONSTRAINTS, der(TAG.sequence, der(TAG.boolean, Buffer.from([0xff])))),
  critical(KEY_USAGE, SIGNS_CERTIFICATES),
];
const LEAF_EXTENSIONS = [
  critical(KEY_USAGE, SIGNS),
  critical(EXTENDED_KEY_USAGE, der(TAG.sequence, ...SERVER_AND_CLIENT.map(oid))),
  critical(BASIC_CONSTRAINTS, der(TAG.sequence)),
];

/**
 * Makes a CA that lives for a day, with EC keys: a mesh CA issues SPIFFE names as Istio's does (istio-semantics 5.2). Its key
 * is never written anywhere.
 */
export function createAuthority(organization: string): CertificateAuthority {
  const start = Date.now();
  const period = { notBefore: new Date(start - HOUR), notAfter: new Date(start + 24 * HOUR) };
  const name = organizationName(organization);
  const keys = newKeys();
  let serial = 1;
  const self = { ...period, serial, issuer: name, subject: name, publicKey: keys.publicKey };
  const root = signCertificate({ ...self, extensions: ROOT_EXTENSIONS }, keys.privateKey);
  return {
    root,
    issue({ names, notAfter = period.notAfter }) {
      serial += 1;
      const leaf = newKeys();
      const { publicKey } = leaf;
      const extensions = [...LEAF_EXTENSIONS, subjectNames(names)];
      const contents = { ...period, notAfter, serial, issuer: name, subject: NO_NAME, publicKey, extensions };
      return { cert: signCertificate(contents, keys.privateKey) + root, key: leaf.privateKey };
    },
  };
}

function newKeys() {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
