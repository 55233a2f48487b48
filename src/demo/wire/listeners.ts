import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Everything of a wire that holds a port or a connection. */
export interface Listeners {
  /** Listens on a port of loopback, a free one when none is named, and gives it. */
  listen(server: Server, port?: number): Promise<number>;
  /** A free port of loopback on which nothing listens as yet. */
  reserve(): Promise<number>;
  /** Remembers an outgoing connection, so that it ends with the rest. */
  track<T extends Socket>(socket: T): T;
  close(): Promise<void>;
}

/** Keeps account of servers and connections. */
export function createListeners(): Listeners {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const track = <T extends Socket>(socket: T): T => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  return {
    track,
    async listen(server, port = 0) {
      servers.push(server);
      server.on('connection', (socket: Socket) => {
        track(socket);
        socket.on('error', () => undefined);
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    async reserve() {
      const server = createServer();
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      server.close();
      await once(server, 'close');
      return port;
    },
    async close() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}
