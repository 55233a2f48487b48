import { createServer, type Server, type Socket } from 'node:net';
import { inspectTls } from './client-hello.ts';
import type { Counters } from './counters.ts';
import { CONNECTION_TIMEOUT } from './dial.ts';
import { handOver } from './hand-over.ts';
import { createHttpFilter, OVERFLOW } from './http-filter.ts';
import { inspectHttp } from './inspect-http.ts';
import { peek } from './peek.ts';
import { proxyTcp } from './proxy-tcp.ts';
import { openUpstream, type UpstreamOptions } from './upstream.ts';
import type { WireClient } from './wire.ts';

/** Istio's default retry policy: two more, on failures to connect. */
const ATTEMPTS = 3;

/** The outbound side of a client's sidecar for one Service port, as a server that does not listen yet (measured.md section 3). */
export function createOutbound(client: WireClient, options: UpstreamOptions, counters: Counters): Server {
  const endpoints = Object.entries(client.to);
  let turn = 0;
  const openNext = async () => {
    const [endpoint, sends] = endpoints[turn++ % endpoints.length] ?? [];
    if (endpoint === undefined || sends === undefined) throw new Error('no healthy upstream');
    return openUpstream(options, counters, { endpoint, sends, portClass: client.class });
  };
  const overflow = async () => {
    throw new Error(OVERFLOW);
  };
  const http = createHttpFilter({ open: client.overflow ? overflow : () => withRetries(openNext) });
  return createServer({ pauseOnConnect: true }, (socket) => {
    peek(
      socket,
      (bytes) => networkOf(client.class, bytes),
      (network, head) => {
        if (network === 'http') return handOver(http, socket, head);
        const unread = head.length > 0;
        if (unread) socket.unshift(head);
        // Closed with bytes unread, a connection is reset by the kernel; those that were peeked at are not its any more.
        void proxyTcp(socket, openNext, () => drop(socket, unread));
      },
    );
  });
}

function drop(socket: Socket, unread: boolean): void {
  if (unread) socket.resetAndDestroy();
  else socket.destroy();
}

async function withRetries<T>(open: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await open();
    } catch (error) {
      if (attempt < ATTEMPTS) continue;
      const late = error instanceof Error && error.message === CONNECTION_TIMEOUT;
      const reason = late ? CONNECTION_TIMEOUT : 'remote connection failure';
      throw new Error(`retried and the latest reset reason: ${reason}`);
    }
  }
}

/** On AUTO ports the client's sidecar waits for the client to speak first, whatever the server does. */
function networkOf(portClass: WireClient['class'], bytes: Buffer): 'http' | 'tcp' | 'more' {
  if (portClass !== 'AUTO') return portClass === 'HTTP' ? 'http' : 'tcp';
  const tls = inspectTls(bytes);
  if (tls === 'more') return 'more';
  if (tls !== 'plain') return 'tcp';
  const http = inspectHttp(bytes);
  return http === 'other' ? 'tcp' : http;
}
