import type { Application } from '../tls/applications.ts';
import { drip, pour } from './pour.ts';

/** What acts on a terminal or hides in a text: escape sequences, C1 controls, bidirectional and zero-width characters. */
export const TRICKS =
  '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\n\u202egnp.\u2066\u200b\u200d\ufeff\u00ad\u0000';

/** Servers that misuse TCP, or say what is no protocol. */
export const RAW_PEERS: Record<string, Application> = {
  'endless banner': (socket) => pour(socket, Buffer.alloc(65_536, 'x')),
  'banner of 20 MB': (socket) => void socket.write(Buffer.alloc(20_000_000, 'x')),
  'a byte at a time, without end': (socket) => drip(socket, 'x', 20),
  'control characters in a banner': (socket) => void socket.write(`220 ${TRICKS.repeat(20)}\r\n`),
  'nothing but zeros': (socket) => pour(socket, Buffer.alloc(65_536)),
  'accepts and never reads': (socket) => void socket.pause(),
  'end at once': (socket) => void socket.end(),
  'end of its half after the first bytes': (socket) => {
    socket.allowHalfOpen = true;
    socket.once('data', () => socket.end());
  },
  'reset at once': (socket) => void socket.resetAndDestroy(),
  'reset after the first bytes': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  'reset in the middle of an answer': (socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 2', () => socket.resetAndDestroy()));
  },
  'the bytes that came, sent back': (socket) => void socket.on('data', (chunk) => socket.write(chunk)),
  'a greeting of SSH': (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
  'a greeting of MySQL': (socket) => {
    socket.write(Buffer.from('4a0000000a382e302e3336000800000012345678', 'hex'));
  },
};
