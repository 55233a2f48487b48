import type { Application } from '../tls/applications.ts';
import { drip, pour } from './pour.ts';

const HANDSHAKE = 0x16;
const ALERT = 0x15;
const CHANGE_CIPHER_SPEC = 0x14;
/** The first 30 bytes of a ServerHello that says it is 90 long. */
const HALF_HELLO = Buffer.concat([Buffer.from('0200005603 03'.replace(' ', ''), 'hex'), Buffer.alloc(24, 7)]);

/** Servers that break TLS below its messages (RFC 8446 section 5.1). */
export const RECORD_PEERS: Record<string, Application> = {
  'half a handshake, then silence': hello((socket) => void socket.write(record(HANDSHAKE, HALF_HELLO))),
  'half a handshake, then a reset': hello((socket) => {
    socket.write(record(HANDSHAKE, HALF_HELLO), () => socket.resetAndDestroy());
  }),
  'half a handshake, then an end, late': hello((socket) => {
    socket.write(record(HANDSHAKE, HALF_HELLO));
    setTimeout(() => socket.end(), 300);
  }),
  'a record of 16 KB + 1': hello((socket) => void socket.write(record(HANDSHAKE, Buffer.alloc(16_385)))),
  'a record that comes a byte at a time': hello((socket) => {
    socket.write(record(HANDSHAKE, Buffer.alloc(16_384, 2)).subarray(0, 5));
    drip(socket, Buffer.from([2]), 20);
  }),
  'a message of 16 MB': hello((socket) => {
    socket.write(record(HANDSHAKE, Buffer.from('0bffffff', 'hex')));
    pour(socket, record(HANDSHAKE, Buffer.alloc(16_384)));
  }),
  'a flood of warnings': hello((socket) => pour(socket, record(ALERT, Buffer.from([1, 100])))),
  'an alert of no known number': hello((socket) => void socket.write(record(ALERT, Buffer.from([2, 255])))),
  'empty records without end': hello((socket) => pour(socket, record(HANDSHAKE, Buffer.alloc(0)))),
  'a flood of ChangeCipherSpec': hello((socket) =>
    pour(socket, record(CHANGE_CIPHER_SPEC, Buffer.from([1]))),
  ),
  'a hello of SSLv2': hello((socket) => void socket.write(Buffer.from('802e0400010002', 'hex'))),
  'plaintext HTTP on a port of TLS': hello((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
};

function hello(say: Application): Application {
  return (socket) => void socket.once('data', () => say(socket));
}

function record(type: number, content: Buffer): Buffer {
  const head = Buffer.from([type, 3, 3, 0, 0]);
  head.writeUInt16BE(content.length, 3);
  return Buffer.concat([head, content]);
}
