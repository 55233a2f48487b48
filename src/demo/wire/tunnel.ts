import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { endGently } from './end-gently.ts';

export interface Tunnel {
  stream: Duplex;
  /** Sends this, nothing else any more, and ends. */
  finish(last: Buffer): void;
}

/**
 * A connection below a TLS server of Node. It does not end before `lastWords` were said: Node gives up a client whose
 * certificate it does not like without an alert. `cutShort`: end as soon as the client has answered the first flight.
 */
export function createTunnel(
  socket: Socket,
  head: Buffer,
  cutShort: boolean,
  lastWords: () => Buffer | null,
): Tunnel {
  let over = false;
  let answered = false;
  const finish = (last: Buffer | null) => {
    if (over) return;
    over = true;
    if (last && socket.writable) socket.write(last);
    endGently(socket);
  };
  const stream = new Duplex({
    read() {
      socket.resume();
    },
    write(chunk: Buffer, _encoding, done) {
      answered = true;
      if (over || !socket.writable) done();
      else socket.write(chunk, () => done());
    },
    final(done) {
      if (!over && socket.writable) socket.end();
      done();
    },
    destroy(error, done) {
      finish(lastWords());
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (over) return;
    if (cutShort && answered) {
      finish(null);
      stream.destroy();
    } else if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => {
    if (!stream.readableEnded && !stream.destroyed) stream.push(null);
  });
  socket.on('close', () => stream.destroy());
  stream.on('error', () => undefined);
  stream.push(head);
  return { stream, finish };
}
