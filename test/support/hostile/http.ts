import type { Application } from '../tls/applications.ts';
import { drip, pour } from './pour.ts';
import { TRICKS } from './raw.ts';

const OK = 'HTTP/1.1 200 OK\r\n';

/** Servers that answer what looks like HTTP. */
export const HTTP_PEERS: Record<string, Application> = {
  'headers without end': answer((socket) => {
    socket.write(OK);
    pour(socket, `x-more: ${'y'.repeat(4000)}\r\n`);
  }),
  'a header of 1 MB': answer((socket) => void socket.write(`${OK}server: ${'y'.repeat(1_000_000)}\r\n\r\n`)),
  'chunks without end': answer((socket) => {
    socket.write(`${OK}transfer-encoding: chunked\r\n\r\n`);
    drip(socket, '1\r\nx\r\n', 20);
  }),
  '1xx answers without end': answer((socket) => pour(socket, 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n')),
  'control characters in headers': answer((socket) => {
    socket.end(`${OK}server: ${TRICKS}\r\nx-envoy-upstream-service-time: ${TRICKS}\r\n\r\n${TRICKS}`);
  }),
  'a status that is none': answer(
    (socket) => void socket.end('HTTP/1.1 -9999999999999999999 \u001b[31m\r\n\r\n'),
  ),
  'a body that never comes': answer(
    (socket) => void socket.write(`${OK}content-length: 99999999999\r\n\r\n`),
  ),
  'frames of HTTP/2': answer((socket) => pour(socket, Buffer.from('000000040000000000', 'hex'))),
  'a line that never ends': answer((socket) => pour(socket, 'HTTP/1.1 200 ')),
};

function answer(say: Application): Application {
  return (socket) => void socket.once('data', () => say(socket));
}
