import type { SecureVersion } from 'node:tls';
import type { Recipe } from '../../../src/prober/dial-once.ts';
import type { TestWire } from './with-client.ts';

const REQUEST = 'GET /probe HTTP/1.1\r\nHost: server\r\nConnection: close\r\n\r\n';
const LINE = 'MTLSVERIFY-PROBE-0123456789\n';
/** Time in which a greeting comes; nothing is written. */
const LISTEN = 500;
const ISTIO3 = ['istio-http/1.1', 'istio', 'http/1.1'];

interface Kind {
  certificate: 'none' | 'self' | 'mesh';
  min: SecureVersion;
  max: SecureVersion;
  alpn: string[];
}

/** The kinds of TLS dial of the recording, by the parts of their names. */
function tlsKind(name: string): Kind | null {
  const [client = '', alpn = ''] = name.split('-');
  const parts = /^(tls|self|mesh)(11|12|13)$/.exec(client);
  if (!parts) return null;
  const version = { '11': 'TLSv1.1', '12': 'TLSv1.2', '13': 'TLSv1.3' } as const;
  const max = version[parts[2] as keyof typeof version];
  return {
    certificate: parts[1] === 'self' ? 'self' : parts[1] === 'mesh' ? 'mesh' : 'none',
    min: max === 'TLSv1.1' ? 'TLSv1' : max,
    max,
    alpn: { noalpn: [], h1: ['http/1.1'], istio: ['istio'], istio3: ISTIO3 }[alpn] ?? [],
  };
}

/** The recorded dial as a recipe of the prober; `http`: the target's application understands HTTP. */
export function recipeFor(dial: string, address: Recipe['address'], http: boolean, wire: TestWire): Recipe {
  const base = { address, tls: null, listen: 0, timeout: 4000 };
  if (dial === 'silent') return { ...base, listen: LISTEN, payload: null };
  if (dial === 'http') return { ...base, payload: REQUEST };
  if (dial === 'http10') return { ...base, payload: 'GET /probe HTTP/1.0\r\n\r\n' };
  if (dial === 'raw') return { ...base, payload: LINE };
  const kind = tlsKind(dial);
  if (!kind) throw new Error(`no recipe for ${dial}`);
  const pairs = {
    none: {},
    self: wire.applicationCertificate,
    mesh: { cert: wire.certificates['cert-chain.pem'], key: wire.certificates['key.pem'] },
  };
  const tls = {
    ...pairs[kind.certificate],
    minVersion: kind.min,
    maxVersion: kind.max,
    ...(kind.alpn.length ? { ALPNProtocols: kind.alpn } : {}),
    // OpenSSL 3 does not offer TLS 1.1 above this level.
    ...(kind.max === 'TLSv1.1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
  };
  if (dial.endsWith('-nowrite')) return { ...base, tls, listen: LISTEN, payload: null };
  return { ...base, tls, payload: http ? REQUEST : LINE };
}
