import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { readWire } from '../../../src/demo/wire/read-wire.ts';
import { startWire } from '../../../src/demo/wire/start.ts';
import { dialWire, startTestWire, wordsFor } from './dials.ts';

const ID = '10.0.0.5:8080';
const start = (fields: string) => startTestWire(`endpoints: { ${ID}: { ${fields} } }`);

test('an AuthorizationPolicy denies after TLS: 403 on HTTP, an end without a byte on TCP (measured.md section 2)', {
  timeout: 20_000,
}, async () => {
  const http = await start('sidecar: PERMISSIVE, class: HTTP, app: http, fault: denied');
  const seen = await dialWire(http, ID, ['plaintext', 'tls-mesh', 'mtls']);
  expect(seen.plaintext?.http).toMatchObject({ status: 403, rbac: true, upstream: false });
  expect(seen['tls-mesh']?.alert).toBe(116);
  expect(seen.mtls?.http).toMatchObject({ status: 403, rbac: true });

  const tcp = await start('sidecar: PERMISSIVE, class: TCP, app: echo, fault: denied');
  const bytes = await dialWire(tcp, ID, ['plaintext', 'tls-mesh', 'mtls'], 'token');
  expect(bytes.plaintext).toMatchObject({ bytes: 0, end: 'eof' });
  expect(bytes['tls-mesh']?.alert).toBe(116);
  expect(wordsFor(bytes.mtls)).toBe('mesh certificate, closed');
});

test('an AuthorizationPolicy may deny only clients without a mesh certificate', {
  timeout: 20_000,
}, async () => {
  const http = await start('sidecar: PERMISSIVE, class: HTTP, app: http, fault: denied-plaintext');
  const seen = await dialWire(http, ID, ['plaintext', 'mtls']);
  expect(seen.plaintext?.http).toMatchObject({ status: 403, rbac: true });
  expect(seen.mtls?.http).toMatchObject({ status: 200 });

  const tcp = await start('sidecar: PERMISSIVE, class: TCP, app: echo, fault: denied-plaintext');
  const bytes = await dialWire(tcp, ID, ['plaintext', 'mtls'], 'token');
  expect(bytes.plaintext).toMatchObject({ bytes: 0, end: 'eof' });
  expect(bytes.mtls?.bytes).toBeGreaterThan(0);
});

test('a proxy that is not ready refuses', async () => {
  const wire = await start('sidecar: STRICT, class: HTTP, app: http, fault: refused');
  const { plaintext } = await dialWire(wire, ID, ['plaintext']);
  expect(plaintext).toMatchObject({ connected: false, code: 'ECONNREFUSED' });
});

test('what a NetworkPolicy cuts off is unreachable', { timeout: 20_000 }, async () => {
  const client = 'web.shop.svc.cluster.local:80';
  const wire = await startTestWire(`
endpoints: { ${ID}: { sidecar: STRICT, class: HTTP, app: http, fault: dropped } }
clients: { ${client}: { class: HTTP, to: { ${ID}: mtls } } }`);
  // Elsewhere it may be in no connectTo, and a dial would go to the pod IP itself.
  if (process.platform === 'linux') expect(wire.connectTo).toHaveProperty([ID]);
  if (!Object.hasOwn(wire.connectTo, ID)) return;
  const { plaintext, mtls } = await dialWire(wire, ID, ['plaintext', 'mtls']);
  for (const evidence of [plaintext, mtls]) {
    expect(evidence).toMatchObject({ connected: false, end: 'timeout', code: null });
  }
  // Envoy waits for its own connect timeout, ten seconds: longer than a dial.
  const through = (await dialWire(wire, client, ['via-sidecar']))['via-sidecar'];
  expect(through).toMatchObject({ connected: true, end: 'timeout', bytes: 0 });
  expect(through?.proxy).toMatchObject({ connections: 1, handshakes: 0 });
});

test('close ends every connection and frees every port', async () => {
  const wire = await startWire(readWire(`endpoints: { ${ID}: { sidecar: none, app: silent } }`));
  const port = Number(wire.connectTo[ID]?.split(':')[1]);
  const socket = connect({ host: '127.0.0.1', port });
  const ended = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
  await new Promise((resolve) => socket.on('connect', resolve));
  await wire.close();
  await ended;
  const again = connect({ host: '127.0.0.1', port });
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => again.on('error', resolve));
  expect(error.code).toBe('ECONNREFUSED');
});
