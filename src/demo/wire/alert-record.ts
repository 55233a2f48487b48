import { createCipheriv, createHmac } from 'node:crypto';

const ALERT = 21;
const APPLICATION_DATA = 23;
const FATAL = 2;
/** `HKDF-Expand-Label` of RFC 8446 section 7.1. */
const LABEL_PREFIX = 'tls13 ';

/** A fatal alert as TLS 1.2 sends it before its ChangeCipherSpec: not encrypted. */
export function plainAlert(alert: number): Buffer {
  return Buffer.from([ALERT, 3, 3, 0, 2, FATAL, alert]);
}

/** A fatal alert as the first record under the server's TLS 1.3 application key; `secret` is SERVER_TRAFFIC_SECRET_0. */
export function encryptedAlert(alert: number, secret: Buffer): Buffer {
  // The secret is as long as the hash of the cipher suite: 32 is SHA-256 with AES-128, 48 is SHA-384 with AES-256.
  const [hash, keyLength] = secret.length === 48 ? (['sha384', 32] as const) : (['sha256', 16] as const);
  const key = expandLabel(hash, secret, 'key', keyLength);
  const nonce = expandLabel(hash, secret, 'iv', 12);
  const plaintext = Buffer.from([FATAL, alert, ALERT]);
  const tagLength = 16;
  const header = Buffer.from([APPLICATION_DATA, 3, 3, 0, plaintext.length + tagLength]);
  const cipher = createCipheriv(keyLength === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, nonce);
  cipher.setAAD(header);
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, body, cipher.getAuthTag()]);
}

/** Node has HKDF only with its extract step; one block of expand is one HMAC, and no more is needed here. */
function expandLabel(hash: 'sha256' | 'sha384', secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(LABEL_PREFIX + label);
  const info = Buffer.concat([Buffer.from([0, length, name.length]), name, Buffer.from([0, 1])]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}
