import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/model/observation.ts';
import { dialHbone } from '../../src/prober/dial-hbone.ts';
import { startTestWire } from '../demo/wire/dials.ts';
import { contextFor, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { serve } from '../support/tls/serve.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const TIMEOUT = 500;

function recipe(port: number, authority = '10.0.0.5:8080') {
  const tls = { ALPNProtocols: ['h2'], minVersion: 'TLSv1.2' } as const;
  return {
    address: { host: '127.0.0.1', port },
    authority,
    tls,
    listen: 0,
    payload: 'hello\n',
    timeout: TIMEOUT,
  };
}

/** Dials a server that takes connections on a port of its own. */
async function dialAt(server: { emit(event: 'connection', socket: object): boolean }): Promise<Evidence> {
  const listener = await serve((socket) => server.emit('connection', socket));
  try {
    return await dialHbone(recipe(listener.port), contextFor(ca.root));
  } finally {
    await listener.close();
  }
}

/** A server of HTTP/2 that does something odd with the CONNECT. */
function odd(take: (stream: ServerHttp2Stream) => void) {
  const server = createSecureServer({ ...leaf, minVersion: 'TLSv1.3' });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    take(stream);
  });
  return server;
}

/** A server that ends TLS and then is none of HTTP/2. */
function raw(take: (socket: TLSSocket) => void) {
  return createTlsServer({ ...leaf, ALPNProtocols: ['h2'] }, (socket) => {
    socket.on('error', () => undefined);
    take(socket);
  });
}

describe('dialHbone', () => {
  it('is told 400 where ztunnel has not that address', async () => {
    const wire = await startTestWire(
      'endpoints: { 10.0.0.5:8080: { sidecar: none, ztunnel: STRICT, app: http } }',
    );
    const { 'cert-chain.pem': cert, 'key.pem': key } = wire.certificates;
    const port = Number(wire.connectTo['10.0.0.5:15008']?.split(':')[1]);
    const at = (authority: string) => {
      const made = recipe(port, authority);
      return dialHbone({ ...made, timeout: 3000, tls: { ...made.tls, cert, key } }, contextFor(wire.root));
    };
    expect(await at('10.0.0.9:8080')).toMatchObject({ connectStatus: 400, wrote: 0 });
    expect(await at('10.0.0.5:81')).toMatchObject({ connectStatus: 503, wrote: 0 });
    const open = await at('10.0.0.5:8080');
    expect(open).toMatchObject({ connectStatus: 200, handshake: true, tls: { alpn: 'h2' } });
    expect(open.bytes).toBeGreaterThan(0);
    expect(open.certificate?.trusted).toBe(true);
  });

  it('tells what it read from a peer that drips for ever', async () => {
    const evidence = await dialAt(
      odd((stream) => {
        stream.respond({ ':status': 200 });
        const timer = setInterval(() => stream.write('x'), 5);
        stream.on('close', () => clearInterval(timer));
      }),
    );
    expect(evidence).toMatchObject({ connectStatus: 200, end: 'data' });
    expect(evidence.bytes).toBeGreaterThan(0);
  });

  it('keeps the memory of a flood bounded', async () => {
    const evidence = await dialAt(
      odd((stream) => {
        stream.respond({ ':status': 200 });
        const flood = () => {
          while (!stream.destroyed && stream.write(Buffer.alloc(65_536, 'x')));
        };
        stream.on('drain', flood);
        flood();
      }),
    );
    expect(evidence.connectStatus).toBe(200);
    expect(evidence.first).toHaveLength(120);
  });

  it.each<[string, (socket: TLSSocket) => void, Partial<Evidence>]>([
    ['says nothing', (socket) => socket.resume(), { end: 'timeout' }],
    ['speaks something else', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'), { handshake: true }],
    ['ends at once', (socket) => socket.end(), { handshake: true }],
  ])('has no answer of a peer that %s after TLS', async (_name, take, expected) => {
    const evidence = await dialAt(raw(take));
    expect(evidence).toMatchObject({ ...expected, connected: true, connectStatus: null, bytes: 0 });
  });

  it('says that nobody listens, and stops when it is told to', async () => {
    const { port, close } = await serve(() => undefined);
    await expect(
      dialHbone(recipe(port), contextFor(ca.root, { signal: AbortSignal.timeout(50) })),
    ).rejects.toThrow();
    await close();
    const evidence = await dialHbone(recipe(port), contextFor(ca.root));
    expect(evidence).toMatchObject({ connected: false, code: 'ECONNREFUSED', connectStatus: null });
  });
});
