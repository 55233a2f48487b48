import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { createAuthority } from '../../src/certificate/authority.ts';

// A process that ends TLS 1.3 as a STRICT sidecar does: its certificate, then a demand for the client's. Prints port and root as a line of
// JSON and ends with its standard input.
const mesh = await createAuthority('cluster.local');
const name = { type: 'url', value: 'spiffe://cluster.local/ns/bench/sa/target' } as const;
const { cert, key } = await mesh.issue({ names: [name] });
const server = createServer({ cert, key, ca: mesh.root, requestCert: true, rejectUnauthorized: true });
server.on('tlsClientError', () => {}).listen({ port: 0, host: '127.0.0.1', backlog: 1024 });
await once(server, 'listening');
process.stdout.write(
  `${JSON.stringify({ port: (server.address() as AddressInfo).port, root: mesh.root })}\n`,
);
process.stdin.on('end', () => process.exit(0)).resume();
