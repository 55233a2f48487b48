import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connects to a port of loopback; rejects when it is refused. */
export async function dial(port: number, track: (socket: Socket) => Socket): Promise<Socket> {
  const socket = track(connect({ host: '127.0.0.1', port }));
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}
