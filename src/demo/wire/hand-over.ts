import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Gives a connection that was read from already to an HTTP server that does not listen itself. */
export function handOver(server: Server, socket: Socket, head: Buffer): void {
  if (head.length > 0) socket.unshift(head);
  server.emit('connection', socket);
  // The server does not resume a socket that was paused by someone else.
  process.nextTick(() => socket.resume());
}
