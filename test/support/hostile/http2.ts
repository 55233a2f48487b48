import { createServer } from 'node:tls';
import type { Application } from '../tls/applications.ts';
import type { Leaf } from '../tls/mesh-ca.ts';
import { drip, pour } from './pour.ts';

const TYPES = { data: 0, headers: 1, reset: 3, settings: 4, push: 5, ping: 6, goaway: 7, window: 8, more: 9 };
const END_HEADERS = 4;
/** The stream of the first request of a client. */
const STREAM = 1;

/** One frame of HTTP/2 (RFC 9113 section 4.1). */
function frame(
  type: keyof typeof TYPES | number,
  stream: number,
  payload: Buffer | string,
  flags = 0,
): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head[3] = typeof type === 'number' ? type : TYPES[type];
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, body]);
}

/** A header block with one status, by HPACK without a table (RFC 7541 section 6.2.2; index 8 is `:status`). */
function status(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x08, text.length]), Buffer.from(text, 'latin1')]);
}

/** Any header, by name. */
function header(name: string, value: string): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([word.length]), Buffer.from(word, 'latin1')]);
  return Buffer.concat([Buffer.from([0]), text(name), text(value)]);
}

const answer = (block: Buffer) => frame('headers', STREAM, block, END_HEADERS);
const OPEN = answer(status('200'));
const SETTINGS = frame('settings', 0, '');

/** What servers can do that speak HTTP/2, or nearly so, to a CONNECT. */
const TRICKS: Record<string, Application> = {
  'settings without end': (socket) => pour(socket, SETTINGS),
  'pings without end': (socket) => pour(socket, Buffer.concat([SETTINGS, frame('ping', 0, Buffer.alloc(8))])),
  'unknown frames without end': (socket) => pour(socket, frame(0x77, 0, 'x')),
  'headers without end': (socket) => {
    socket.write(Buffer.concat([SETTINGS, frame('headers', STREAM, status('200'))]));
    pour(socket, frame('more', STREAM, header('x-more', 'y'.repeat(100))));
  },
  'informational answers without end': (socket) => {
    socket.write(SETTINGS);
    pour(socket, answer(status('103')));
  },
  'data without end': (socket) => {
    socket.write(Buffer.concat([SETTINGS, OPEN]));
    pour(socket, frame('data', STREAM, 'x'.repeat(10_000)));
  },
  'a byte now and then': (socket) => {
    socket.write(Buffer.concat([SETTINGS, OPEN]));
    drip(socket, frame('data', STREAM, 'x').toString('latin1'), 20);
  },
  'data before headers': (socket) => socket.write(Buffer.concat([SETTINGS, frame('data', STREAM, 'x')])),
  'a reset of the stream': (socket) =>
    socket.write(Buffer.concat([SETTINGS, frame('reset', STREAM, Buffer.alloc(4))])),
  'a reset after 200': (socket) =>
    socket.write(Buffer.concat([SETTINGS, OPEN, frame('reset', STREAM, Buffer.alloc(4))])),
  goaway: (socket) => socket.write(Buffer.concat([SETTINGS, frame('goaway', 0, Buffer.alloc(8))])),
  'a promise': (socket) =>
    socket.write(Buffer.concat([SETTINGS, frame('push', STREAM, Buffer.alloc(8), END_HEADERS)])),
  'a window that overflows': (socket) =>
    pour(socket, Buffer.concat([SETTINGS, frame('window', 0, Buffer.from([0x7f, 0xff, 0xff, 0xff]))])),
  'a status that is none': (socket) => socket.write(Buffer.concat([SETTINGS, answer(status('\u001b[31m'))])),
  'a status without end': (socket) =>
    socket.write(Buffer.concat([SETTINGS, answer(status('9'.repeat(100)))])),
  'control characters': (socket) =>
    socket.write(Buffer.concat([SETTINGS, OPEN, frame('data', STREAM, '\u001b[2J\u0007\r\n\u202e')])),
  'a frame that is too long': (socket) => socket.write(frame('settings', 0, 'x'.repeat(70_000))),
  'no HTTP/2 at all': (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'),
  nothing: (socket) => void socket.resume(),
  'end at once': (socket) => void socket.end(),
};

/** The peers, behind TLS with this certificate. */
export function http2Peers(leaf: Leaf): Record<string, Application> {
  return Object.fromEntries(
    Object.entries(TRICKS).map(([name, act]) => {
      const server = createServer({ ...leaf, ALPNProtocols: ['h2'] }, (socket) => {
        socket.on('error', () => undefined);
        act(socket);
      });
      server.on('tlsClientError', () => undefined);
      return [name, (socket) => server.emit('connection', socket)] as [string, Application];
    }),
  );
}
