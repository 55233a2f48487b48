import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { KeyPair } from '../../model/key-pair.ts';
import { inspectTls } from './client-hello.ts';
import { peek } from './peek.ts';
import type { App } from './wire.ts';

export interface AppOptions {
  name: string;
  /** The application's own certificate, not the mesh's. */
  certificate: KeyPair;
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n';
const REQUEST = /^[A-Z]+ \S+ HTTP\/1/;

/** The applications that a fixture can name, each as a server that does not listen yet; null: nothing listens. */
export const APP_SERVERS = {
  http: () =>
    createHttpServer((request, answer) => {
      request.resume();
      const xfcc = request.headers['x-forwarded-client-cert'] ?? null;
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.end(`${JSON.stringify({ xfcc })}\n`);
    }),
  echo: ({ name }) => lineServer((socket, chunk) => socket.write(echo(name, chunk))),
  'http-echo': ({ name }) =>
    lineServer((socket, chunk) => {
      if (REQUEST.test(chunk.toString('latin1'))) socket.end(ANSWER);
      else socket.write(echo(name, chunk));
    }),
  'server-first': ({ name }) =>
    lineServer((socket, chunk) => socket.write(echo(name, chunk)), `220 greeting from ${name}\r\n`),
  silent: () => lineServer(() => undefined),
  down: () => null,
  tls: ({ certificate }) => tlsServer(certificate),
  'tls-by-name': ({ certificate }) => {
    const tls = tlsServer(certificate);
    return createServer({ pauseOnConnect: true }, (socket) => {
      peek(socket, inspectTls, (hello, head) => {
        if (hello === 'plain' || !hello.named) socket.resetAndDestroy();
        else {
          socket.unshift(head);
          tls.emit('connection', socket);
        }
      });
    });
  },
  'tls-client-cert': ({ certificate }) =>
    createTlsServer(
      // Its own certificate is also the only client that it knows.
      { ...certificate, requestCert: true, rejectUnauthorized: true, ca: [certificate.cert] },
      (socket) => {
        socket.on('error', () => undefined);
        socket.resume();
        socket.write('in\n');
      },
    ).on('tlsClientError', () => undefined),
} satisfies Record<App, (options: AppOptions) => Server | null>;

function tlsServer(certificate: KeyPair): TlsServer {
  const server = createTlsServer({ ...certificate, ALPNProtocols: ['http/1.1'] }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      if (REQUEST.test(chunk.toString('latin1'))) socket.end(ANSWER);
      else socket.write(echo('tls', chunk));
    });
  });
  return server.on('tlsClientError', () => undefined);
}

function lineServer(onData: (socket: Socket, chunk: Buffer) => void, greeting?: string): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting !== undefined) socket.write(greeting);
    socket.on('data', (chunk: Buffer) => onData(socket, chunk));
  });
}

function echo(name: string, chunk: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`echo:${name}:`), chunk]);
}
