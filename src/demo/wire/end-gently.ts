import type { Socket } from 'node:net';

/** Ends a connection so that the last bytes arrive: closing it with unread bytes would reset it and lose them. */
export function endGently(socket: Socket): void {
  socket.end();
  socket.resume();
}
