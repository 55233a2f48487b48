/** What the TLS inspector takes from a ClientHello. */
export interface ClientHello {
  /** Offered names, in the client's order. */
  alpn: string[];
  /** Whether it asks for a server by name. */
  named: boolean;
}

const RECORD_HEADER = 5;
const RANDOM = 32;
const ALPN_EXTENSION = 16;
const NAME_EXTENSION = 0;

/**
 * The first bytes of a connection as Envoy's TLS inspector sees them (istio-semantics 2.2): it needs five to say that this
 * is not TLS, and the whole ClientHello to read its ALPN. `more`: cannot tell yet.
 */
export function inspectTls(bytes: Buffer): ClientHello | 'more' | 'plain' {
  if (bytes.length < RECORD_HEADER) return 'more';
  if (bytes[0] !== 0x16 || bytes[1] !== 3) return 'plain';
  if (bytes.length < RECORD_HEADER + bytes.readUInt16BE(3)) return 'more';
  try {
    return readExtensions(bytes);
  } catch (error) {
    // A length that points past the end; OpenSSL will answer it with an alert.
    if (error instanceof RangeError) return { alpn: [], named: false };
    throw error;
  }
}

/** The random of a ClientHello in hex, by which a key log names its connection. */
export function clientRandom(bytes: Buffer): string {
  // Record header, handshake type and length, version.
  const start = RECORD_HEADER + 4 + 2;
  return bytes.toString('hex', start, start + RANDOM);
}

function readExtensions(bytes: Buffer): ClientHello {
  const hello: ClientHello = { alpn: [], named: false };
  // Record header, handshake type and length, version, random.
  let at = RECORD_HEADER + 4 + 2 + RANDOM;
  at += 1 + bytes.readUInt8(at);
  at += 2 + bytes.readUInt16BE(at);
  at += 1 + bytes.readUInt8(at);
  const end = at + 2 + bytes.readUInt16BE(at);
  at += 2;
  while (at + 4 <= end) {
    const type = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    at += 4;
    if (type === ALPN_EXTENSION) hello.alpn = readNames(bytes.subarray(at + 2, at + length));
    if (type === NAME_EXTENSION) hello.named = true;
    at += length;
  }
  return hello;
}

function readNames(list: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at < list.length; ) {
    const length = list.readUInt8(at);
    names.push(list.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return names;
}
