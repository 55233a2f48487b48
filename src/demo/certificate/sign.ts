import { sign } from 'node:crypto';
import { bits, context, der, integer, oid, TAG } from './der.ts';

/** A name in a certificate's SAN. */
export interface SubjectName {
  type: 'url' | 'dns' | 'ip';
  value: string;
}

export interface Contents {
  serial: number;
  issuer: Buffer;
  subject: Buffer;
  notBefore: Date;
  notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Buffer;
  extensions: Buffer[];
}

const VERSION_3 = 2;
const ECDSA_WITH_SHA256 = der(TAG.sequence, oid('1.2.840.10045.4.3.2'));
/** `GeneralName` of RFC 5280 section 4.2.1.6. */
const NAME_TAGS = { dns: 2, url: 6, ip: 7 } satisfies Record<SubjectName['type'], number>;

/** Signs a certificate (RFC 5280 section 4.1) with an EC key and gives it as PEM. */
export function signCertificate(contents: Contents, signingKey: string): string {
  const { serial, issuer, subject, notBefore, notAfter, publicKey, extensions } = contents;
  const body = der(
    TAG.sequence,
    context(0, true, integer(VERSION_3)),
    integer(serial),
    ECDSA_WITH_SHA256,
    issuer,
    der(TAG.sequence, time(notBefore), time(notAfter)),
    subject,
    publicKey,
    context(3, true, der(TAG.sequence, ...extensions)),
  );
  const whole = der(TAG.sequence, body, ECDSA_WITH_SHA256, bits(sign('sha256', body, signingKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** The name of a CA: an organization, as Istio's own has it. */
export function organizationName(value: string): Buffer {
  const pair = der(TAG.sequence, oid('2.5.4.10'), der(TAG.text, Buffer.from(value)));
  return der(TAG.sequence, der(TAG.set, pair));
}

/** Istio's workload certificates have an empty subject; the name is in the SAN alone. */
export const NO_NAME = der(TAG.sequence);

/** An X.509 extension that must be understood. */
export function critical(id: string, value: Buffer): Buffer {
  return der(TAG.sequence, oid(id), der(TAG.boolean, Buffer.from([0xff])), der(TAG.octets, value));
}

/** The SAN extension. */
export function subjectNames(names: readonly SubjectName[]): Buffer {
  const encoded = names.map(({ type, value }) => context(NAME_TAGS[type], false, nameBytes(type, value)));
  return critical('2.5.29.17', der(TAG.sequence, ...encoded));
}

function nameBytes(type: SubjectName['type'], value: string): Buffer {
  return type === 'ip' ? Buffer.from(value.split('.').map(Number)) : Buffer.from(value, 'latin1');
}

/** `UTCTime` serves until 2049 and to the second; nothing here lives longer than a day. */
function time(date: Date): Buffer {
  const digits = date.toISOString().slice(2, 19).replace(/\D/g, '');
  return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}
