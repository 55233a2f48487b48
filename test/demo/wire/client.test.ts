import { X509Certificate } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { readWire } from '../../../src/demo/wire/read-wire.ts';
import { startWire } from '../../../src/demo/wire/start.ts';

const HOST = 'web.shop.svc.cluster.local:80';
const TEXT = `
endpoints: { 10.0.0.5:8080: { sidecar: PERMISSIVE, class: HTTP, app: http, account: shop/web } }
clients: { ${HOST}: { class: HTTP, to: { 10.0.0.5:8080: mtls } } }
sources: { shop/canary: { ${HOST}: { class: HTTP, to: { 10.0.0.5:8080: plaintext } } } }`;

async function startTwo() {
  const wire = await startWire(readWire(TEXT));
  onTestFinished(() => wire.close());
  const stable = await wire.client('shop/default', { namespace: 'shop', revision: 'default' });
  const canary = await wire.client('shop/prober', { namespace: 'shop', revision: 'canary' });
  const handshakes = async ({ env }: typeof stable) =>
    (await fetch(`${env.MTLS_PROBE_ADMIN}/stats?filter=handshake`)).text();
  const ask = ({ connectTo }: typeof stable) => fetch(`http://${connectTo[HOST]}/`);
  return { stable, canary, handshakes, ask };
}

test('each client has counters of its own', async () => {
  const { stable, canary, handshakes, ask } = await startTwo();
  await ask(stable);
  expect(await handshakes(stable)).toContain(': 1');
  expect(await handshakes(canary)).toContain(': 0');
});

test('each client has the certificate of its account and sends what its place says', async () => {
  const { stable, canary, handshakes, ask } = await startTwo();
  const name = ({ certificates }: typeof stable) =>
    new X509Certificate(certificates['cert-chain.pem']).subjectAltName;
  expect(name(stable)).toContain('/ns/shop/sa/default');
  expect(name(canary)).toContain('/ns/shop/sa/prober');
  await ask(canary);
  expect(await handshakes(canary)).toContain(': 0');
});
