import type { IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Mode } from '../../model/policy.ts';
import { dial } from './dial.ts';
import { endGently } from './end-gently.ts';
import { findFilterChain } from './filter-chain.ts';
import { handOver } from './hand-over.ts';
import { createHttpFilter } from './http-filter.ts';
import { peek } from './peek.ts';
import { proxyTcp } from './proxy-tcp.ts';
import type { createTerminator } from './terminate.ts';
import type { WireEndpoint } from './wire.ts';

export interface InboundOptions {
  /** Ends the sidecar's mTLS. */
  terminate: ReturnType<typeof createTerminator>;
  mode: Mode;
  endpoint: WireEndpoint;
  /** Port of the application on loopback; null when nothing listens. */
  appPort: number | null;
  track(socket: Socket): Socket;
}

const REFUSED =
  'reset reason: remote connection failure, transport failure reason: delayed connect error: Connection refused';
/** With the application down, one dial in so many is cut before its handshake is over (measured.md section 1). */
const CUT_EVERY = 5;

/** The inbound side of a sidecar before one port, as a server that does not listen yet. */
export function createInbound(options: InboundOptions): Server {
  const { terminate, mode, endpoint, appPort, track } = options;
  const denied = (socket: Socket) =>
    endpoint.fault === 'denied' || (endpoint.fault === 'denied-plaintext' && !(socket instanceof TLSSocket));
  const open = async () => {
    if (appPort === null) throw new Error(REFUSED);
    return dial(appPort, track);
  };
  const http = createHttpFilter({
    open,
    denied: (request) => denied(request.socket),
    limited: endpoint.fault === 'limited',
    add: forwardedCertificate,
  });
  const tcp = (socket: Socket, drop: () => void) => {
    if (denied(socket)) socket.once('data', () => endGently(socket)).resume();
    else void proxyTcp(socket, open, drop);
  };
  let cut = 0;
  return createServer({ pauseOnConnect: true }, (socket) => {
    const decide = (bytes: Buffer) => findFilterChain(mode, endpoint.class ?? 'UNDECLARED', bytes);
    peek(socket, decide, (chain, head) => {
      // Envoy closes with the bytes still unread, and the kernel makes a reset of that.
      if (!chain) return socket.resetAndDestroy();
      const down = appPort === null && chain.network === 'tcp';
      if (chain.terminate) {
        if (down && ++cut % CUT_EVERY === 0) return endGently(socket);
        return terminate({ socket, head, alpn: chain.terminate, down }, (secure) => {
          if (chain.network === 'http') http.emit('connection', secure);
          else tcp(secure, () => secure.end());
        });
      }
      if (chain.network === 'http') return handOver(http, socket, head);
      if (head.length > 0) socket.unshift(head);
      tcp(socket, () => endGently(socket));
    });
  });
}

/** What the sidecar tells an HTTP application of a client that came with a mesh certificate. */
function forwardedCertificate({ socket }: IncomingMessage): Record<string, string> {
  if (!(socket instanceof TLSSocket)) return {};
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return {};
  const uri = /URI:([^,]+)/.exec(certificate.subjectAltName ?? '')?.[1] ?? '';
  const hash = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return { 'x-forwarded-client-cert': `Hash=${hash};Subject="";URI=${uri}` };
}
