import { createServer, type Server } from 'node:net';
import type { Mode } from '../../model/policy.ts';
import { peek } from './peek.ts';
import type { WireEndpoint } from './wire.ts';

/** The first byte of a TLS handshake record. */
const HANDSHAKE = 0x16;

/**
 * A port whose sidecar changes: `make` gives the server for a mode, which must want its connections paused. After so many plaintext
 * connections the first mode gives way to the other, for good or, where it flaps, for as many of them. Plaintext is what is counted
 * because each look at a target has one such connection, whatever else it has.
 */
export function createChanging(
  { mode, first }: { mode: Mode; first: NonNullable<WireEndpoint['first']> },
  make: (mode: Mode) => Server,
): Server {
  const servers = [make(first.sidecar), make(mode)] as const;
  let count = 0;
  const now = () => {
    const turn = Math.floor(count / first.plaintext);
    return servers[first.flaps ? turn % servers.length : Math.min(turn, servers.length - 1)];
  };
  return createServer({ pauseOnConnect: true }, (socket) => {
    const firstByte = (bytes: Buffer) => bytes[0] ?? 'more';
    peek(socket, firstByte, (byte, head) => {
      const server = now();
      if (byte !== HANDSHAKE) count++;
      socket.unshift(head);
      server?.emit('connection', socket);
    });
  });
}
