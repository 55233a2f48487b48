/** Tags of ASN.1 as a certificate uses them. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value in DER: tag, length, and what is in it. */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

/** A context-specific tag, as in `[3] { … }`. */
export function context(number: number, constructed: boolean, ...content: Uint8Array[]): Buffer {
  return der((constructed ? 0xa0 : 0x80) + number, ...content);
}

/** A positive integer. */
export function integer(value: number): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  // The highest bit is the sign.
  const sign = Buffer.alloc((bytes[0] ?? 0) >= 0x80 ? 1 : 0);
  return der(TAG.integer, sign, bytes);
}

/** An object identifier from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(TAG.oid, Buffer.from([40 * first + second, ...rest.flatMap(base128)]));
}

/** A bit string whose last `unused` bits do not count. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(TAG.bits, Buffer.from([unused]), content);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let rest = arc >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return bytes;
}
