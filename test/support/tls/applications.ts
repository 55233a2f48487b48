import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** An application: takes connections that were accepted for it. */
export type Application = (socket: Socket) => void;

/** Answers HTTP requests with 200 and what they said of themselves. */
export function httpApplication(): Application {
  const server = createServer((request, response) => {
    response.end(`${request.headers.host} ${request.headers['user-agent']}`);
  });
  return (socket) => server.emit('connection', socket);
}

/** Answers every piece with `echo:` and the piece. */
export const echoApplication: Application = (socket) => {
  socket.on('data', (chunk) => socket.write(`echo:${chunk}`));
};

/** Greets first, as SMTP or MySQL do. */
export const greetingApplication: Application = (socket) => {
  socket.write('220 ready\r\n');
  socket.resume();
};

/** Reads and never says a word. */
export const silentApplication: Application = (socket) => {
  socket.resume();
};

/** An application with TLS of its own; `inner` takes the connections inside. */
export function tlsApplication(options: TlsOptions, inner: Application): Application {
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => undefined);
    inner(socket);
  });
  // Refused handshakes are what some tests are about.
  server.on('tlsClientError', () => undefined);
  return (socket) => server.emit('connection', socket);
}
