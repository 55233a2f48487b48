import type { Socket } from 'node:net';
import { inspectTls } from '../../../src/demo/wire/client-hello.ts';
import type { Batch } from '../../../src/model/plan.ts';
import type { RoleContext } from '../../../src/prober/recipes.ts';
import { runBatch } from '../../../src/prober/run-batch.ts';
import { tlsApplication } from '../../support/tls/applications.ts';
import { batchFor } from '../../support/tls/measure.ts';
import type { Leaf } from '../../support/tls/mesh-ca.ts';
import { serve } from '../../support/tls/serve.ts';

/** What is said to applications, and how docs/dials.md calls it. */
export const SAID = {
  'the request': 'GET / HTTP/1.1\r\nHost: HOST\r\nUser-Agent: mtls-verify\r\nConnection: close\r\n\r\n',
  'the line': 'mtls-verify-probe\n',
};

/** What one dial wrote: before any TLS, and inside it. */
export interface Written {
  first: string;
  inside: string;
}

/** What was written on one connection. */
interface Connection {
  first: Buffer;
  inside: Buffer;
}

const CLIENT_HELLO = 0x16;

/** Makes the dials of a batch at a server that says nothing, and tells by dial what was written. Without `leaf` the server has no TLS. */
export async function recordDials(
  batch: Partial<Batch>,
  context: RoleContext,
  leaf: Leaf | null,
): Promise<Map<string, Written>> {
  let connections: Connection[] = [];
  const server = await serve((socket) => {
    const connection: Connection = { first: Buffer.alloc(0), inside: Buffer.alloc(0) };
    connections.push(connection);
    listen(socket, connection, leaf);
  });
  const written = new Map<string, Written>();
  try {
    const full = batchFor(server.port, batch);
    const connectTo = { '127.0.0.1:15008': `127.0.0.1:${server.port}` };
    await runBatch(full, { ...context, connectTo }, ({ dial }) => {
      written.set(dial, {
        first: each(connections, ({ first }) => describeFirst(first)),
        inside: each(connections, ({ first, inside }) => (isTls(first) ? describe(inside) : '-')),
      });
      connections = [];
    });
  } finally {
    await server.close();
  }
  return written;
}

function listen(socket: Socket, connection: Connection, leaf: Leaf | null): void {
  socket.once('readable', () => {
    const first = socket.read() as Buffer | null;
    if (!first) return;
    connection.first = first;
    if (!isTls(first) || leaf === null) return;
    socket.unshift(first);
    const options = { ...leaf, requestCert: true, rejectUnauthorized: false, ALPNProtocols: ['h2', 'istio'] };
    tlsApplication(options, (secure) => {
      secure.on('data', (chunk) => {
        connection.inside = Buffer.concat([connection.inside, chunk]);
      });
    })(socket);
  });
}

/** What the connections of one dial have in common; all that differ are named. */
function each(connections: readonly Connection[], tell: (connection: Connection) => string): string {
  return [...new Set(connections.map(tell))].join(', ') || 'no connection';
}

function isTls(first: Buffer): boolean {
  return first[0] === CLIENT_HELLO;
}

function describeFirst(first: Buffer): string {
  if (!isTls(first)) return describe(first);
  const hello = inspectTls(first);
  const alpn = typeof hello === 'object' ? hello.alpn.join(', ') : '';
  return `ClientHello, ${alpn === '' ? 'no ALPN' : `ALPN ${alpn}`}`;
}

function describe(bytes: Buffer): string {
  if (bytes.length === 0) return 'nothing';
  if (isTls(bytes)) return 'a ClientHello';
  const preface = 'PRI * HTTP/2.0';
  if (bytes.toString('latin1', 0, preface.length) === preface) return 'HTTP/2: CONNECT';
  const text = bytes.toString('latin1').replace(/Host: \S+/, 'Host: HOST');
  return Object.entries(SAID).find(([, said]) => said === text)?.[0] ?? JSON.stringify(text);
}
