import { createServer, type TLSSocket } from 'node:tls';
import { type Application, tlsApplication } from '../tls/applications.ts';
import type { Leaf } from '../tls/mesh-ca.ts';
import { hostileCertificates } from './certificates.ts';
import { drip, pour } from './pour.ts';

/** Servers that finish a TLS handshake, or show a certificate, and then misbehave. */
export async function tlsPeers(leaf: Leaf): Promise<Record<string, Application>> {
  const shown = Object.entries(await hostileCertificates()).map(
    ([name, certificate]): [string, Application] => [
      name,
      tlsApplication(certificate, (socket) => socket.end('x')),
    ],
  );
  return {
    ...Object.fromEntries(shown),
    'endless data inside TLS': tlsApplication(leaf, (socket) => pour(socket, Buffer.alloc(16_384, 'x'))),
    'a byte at a time inside TLS': tlsApplication(leaf, (socket) => drip(socket, 'x', 20)),
    'TLS, then nothing is read': tlsApplication(leaf, (socket) => void socket.pause()),
    'TLS, then a reset': (raw) => tlsApplication(leaf, () => raw.resetAndDestroy())(raw),
    'TLS, then an end of its half': tlsApplication(leaf, (socket) => void socket.end()),
    'renegotiation without end': renegotiating(leaf),
  };
}

/** Asks for another handshake over and over; there is none in TLS 1.3. */
function renegotiating(leaf: Leaf): Application {
  const again = (socket: TLSSocket) => {
    if (!socket.destroyed) socket.renegotiate({ rejectUnauthorized: false }, () => again(socket));
  };
  const server = createServer({ ...leaf, maxVersion: 'TLSv1.2' }, (socket) => {
    socket.on('error', () => undefined);
    socket.resume();
    again(socket);
  });
  server.on('tlsClientError', () => undefined);
  return (socket) => server.emit('connection', socket);
}
