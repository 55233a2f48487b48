import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Address } from './address.ts';

/** Sends the first piece back, then ends. */
export function echoServer(): Server {
  return createServer(echo);
}

/** Takes connections and never says a word. */
export function silentServer(): Server {
  return createServer((socket) => void tolerant(socket).resume());
}

/** Refuses as a sidecar under STRICT does: shows its certificate, demands one from the same CA; sends the first piece back. */
export function demandingServer({ cert, key, ca }: Pick<TlsOptions, 'cert' | 'key' | 'ca'>): Server {
  const server = createTlsServer({ cert, key, ca, requestCert: true, rejectUnauthorized: true }, echo);
  // To be refused is what its clients come for.
  server.on('tlsClientError', () => undefined);
  return server;
}

/** Runs `use` while the server listens on a free port of the host. */
export async function whileListening<T>(
  server: Server,
  host: string,
  use: (address: Address) => Promise<T>,
): Promise<T> {
  server.listen(0, host);
  await once(server, 'listening');
  try {
    return await use({ host, port: (server.address() as AddressInfo).port });
  } finally {
    server.close();
  }
}

function echo(socket: Socket): void {
  tolerant(socket).once('data', (chunk) => socket.end(chunk));
}

function tolerant(socket: Socket): Socket {
  return socket.on('error', () => undefined);
}
