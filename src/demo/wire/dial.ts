import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Istio's default `connectTimeout` of a cluster, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/** Connects to a port of loopback; rejects when it is refused or nothing comes back for as long as Envoy waits. */
export async function dial(port: number, track: (socket: Socket) => Socket): Promise<Socket> {
  const socket = track(connect({ host: '127.0.0.1', port }));
  socket.setTimeout(CONNECT_TIMEOUT, () => socket.destroy(new Error(CONNECTION_TIMEOUT)));
  await once(socket, 'connect');
  socket.setTimeout(0);
  socket.on('error', () => undefined);
  return socket;
}

/** Envoy's words for a connection that was not made in time. */
export const CONNECTION_TIMEOUT = 'connection timeout';
