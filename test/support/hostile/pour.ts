import type { Socket } from 'node:net';

/** Writes pieces for as long as the other side takes them, never more than the socket holds. */
export function pour(socket: Socket, piece: string | Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

/** Writes a piece every `pause` milliseconds until the connection is closed. */
export function drip(socket: Socket, piece: string | Buffer, pause: number): void {
  const timer = setInterval(() => socket.write(piece), pause);
  socket.on('close', () => clearInterval(timer));
}
