import type { Mode, PortClass } from '../../model/policy.ts';
import { inspectTls } from './client-hello.ts';
import { inspectHttp } from './inspect-http.ts';

/** What a sidecar does with a connection: decrypt it or not, then treat it as HTTP or pass the bytes on. */
export interface FilterChain {
  /** Offered ALPN names when the sidecar terminates mTLS; null when it takes the bytes as they are. */
  terminate: string[] | null;
  network: 'http' | 'tcp';
}

const ISTIO_HTTP = ['istio-http/1.0', 'istio-http/1.1', 'istio-h2'];
const ISTIO_TCP = ['istio', 'istio-peer-exchange'];

/**
 * The filter chain that Envoy finds for the first bytes of a connection (istio-semantics 2.2); `more` when the inspectors
 * want more bytes, null when no chain matches, which ends in a reset.
 */
export function findFilterChain(
  mode: Mode,
  portClass: PortClass,
  bytes: Buffer,
): FilterChain | 'more' | null {
  // An inspector runs only on ports that have a chain which asks for what it finds.
  const hello = mode === 'DISABLE' ? 'plain' : inspectTls(bytes);
  if (hello === 'more') return 'more';
  if (hello !== 'plain') return tlsChain(mode, portClass, hello.alpn);
  if (mode === 'STRICT') return null;
  if (portClass === 'HTTP' || portClass === 'TCP') return plain(portClass === 'HTTP');
  const http = inspectHttp(bytes);
  return http === 'more' ? 'more' : plain(http === 'http');
}

function tlsChain(mode: Mode, portClass: PortClass, alpn: string[]): FilterChain | null {
  const known = alpn.find((name) => ISTIO_HTTP.includes(name) || ISTIO_TCP.includes(name));
  if (mode === 'STRICT' || known !== undefined) {
    const sniffed = portClass === 'AUTO' || portClass === 'UNDECLARED';
    const http = sniffed ? isHttp(mode, alpn, known) : portClass === 'HTTP';
    return { terminate: alpn, network: http ? 'http' : 'tcp' };
  }
  return portClass === 'HTTP' ? null : plain(false);
}

/** ALPN names are tried in the client's order; under PERMISSIVE the `istio` chain is as good as the HTTP one. */
function isHttp(mode: Mode, alpn: string[], known: string | undefined): boolean {
  const first = mode === 'STRICT' ? alpn.find((name) => ISTIO_HTTP.includes(name)) : known;
  return first !== undefined && ISTIO_HTTP.includes(first);
}

function plain(http: boolean): FilterChain {
  return { terminate: null, network: http ? 'http' : 'tcp' };
}
