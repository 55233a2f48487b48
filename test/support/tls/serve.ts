import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface TestServer {
  port: number;
  /** Connections taken so far. */
  readonly taken: number;
  close(): Promise<void>;
}

/** A TCP server on loopback that hands each connection on; closing it drops what is open. */
export async function serve(take: (socket: Socket) => void): Promise<TestServer> {
  const open = new Set<Socket>();
  let taken = 0;
  const server = createServer((socket) => {
    taken++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    take(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get taken() {
      return taken;
    },
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
