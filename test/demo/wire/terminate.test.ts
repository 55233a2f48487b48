import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../../../src/certificate/authority.ts';
import { peek } from '../../../src/demo/wire/peek.ts';
import { createTerminator } from '../../../src/demo/wire/terminate.ts';
import type { KeyPair } from '../../../src/model/key-pair.ts';
import { dialOnce } from '../../../src/prober/dial-once.ts';

const mesh = await createAuthority('cluster.local');
const identity = await mesh.issue({
  names: [{ type: 'url', value: 'spiffe://cluster.local/ns/shop/sa/web' }],
});
const terminate = createTerminator({
  identity,
  root: mesh.root,
  trustDomain: 'cluster.local',
  minTls: '1.2',
  maxTls: '1.3',
});

/** The alert that a client with this certificate gets; null when it is let in. */
async function alertFor(certificate: KeyPair | undefined, more: ConnectionOptions = {}) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const whole = (bytes: Buffer) => (bytes.length > 5 ? true : 'more');
    peek(socket, whole, (_, head) =>
      terminate({ socket, head, alpn: [], down: false }, (secure) => secure.end('welcome')),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const tls = { ...certificate, ...more };
  const evidence = await dialOnce(
    { address: { host: '127.0.0.1', port }, tls, listen: 0, payload: 'hello\n', timeout: 3000 },
    { roots: [], signal: new AbortController().signal },
  );
  expect(evidence.certificate?.uris).toEqual(['spiffe://cluster.local/ns/shop/sa/web']);
  return evidence.bytes > 0 ? null : evidence.alert;
}

const spiffe = (domain: string) => ({ type: 'url', value: `spiffe://${domain}/ns/shop/sa/cart` }) as const;

for (const [version, noCertificate] of [
  ['TLSv1.3', 116],
  ['TLSv1.2', 40],
] as const) {
  const more = { minVersion: version, maxVersion: version };

  test(`${version}: alerts of a sidecar (istio-semantics 2.3)`, { timeout: 20_000 }, async () => {
    const foreign = await createAuthority('elsewhere');
    const expired = new Date(Date.now() - 60_000);
    expect(await alertFor(undefined, more)).toBe(noCertificate);
    expect(await alertFor(await foreign.issue({ names: [spiffe('cluster.local')] }), more)).toBe(48);
    expect(
      await alertFor(await mesh.issue({ names: [spiffe('cluster.local')], notAfter: expired }), more),
    ).toBe(45);
    expect(await alertFor(await mesh.issue({ names: [spiffe('other.example')] }), more)).toBe(46);
    expect(await alertFor(await mesh.issue({ names: [spiffe('cluster.local')] }), more)).toBeNull();
  });

  test(`${version} with AES-128`, async () => {
    const ciphers = version === 'TLSv1.3' ? 'TLS_AES_128_GCM_SHA256' : 'ECDHE-ECDSA-AES128-GCM-SHA256';
    const foreign = await createAuthority('elsewhere');
    const certificate = await foreign.issue({ names: [spiffe('cluster.local')] });
    expect(await alertFor(certificate, { ...more, ciphers })).toBe(48);
  });
}
