import { expect, test } from 'vitest';
import { dialWire, startTestWire, wordsFor } from './dials.ts';

const STRICT = '{ sidecar: STRICT, class: HTTP, app: http, account: shop/web }';
const NAKED = '{ sidecar: none, app: http }';

async function request(endpoints: string, to: string, portClass = 'HTTP', times = 1) {
  const wire = await startTestWire(
    `endpoints: ${endpoints}\nclients: { web.shop.svc.cluster.local:80: { class: ${portClass}, cluster: { tls: auto }, to: ${to} } }`,
  );
  const seen = [];
  for (let time = 0; time < times; time++) {
    const { 'via-sidecar': evidence } = await dialWire(wire, 'web.shop.svc.cluster.local:80', [
      'via-sidecar',
    ]);
    seen.push(evidence);
  }
  return seen;
}

test('mTLS is counted as a handshake at the endpoint', async () => {
  const [evidence] = await request(`{ 10.0.0.5:8080: ${STRICT} }`, '{ 10.0.0.5:8080: mtls }');
  expect(wordsFor(evidence)).toBe('200');
  expect(evidence?.http).toMatchObject({ server: 'envoy', upstream: true });
  expect(evidence?.proxy).toEqual({
    clusters: ['outbound|80||web.shop.svc.cluster.local'],
    handshakes: 1,
    connections: 1,
    endpoint: '10.0.0.5:8080',
    setting: { tls: 'auto', rule: null },
  });
});

test('HBONE is no handshake of the cluster, but an address of its own', async () => {
  const wire = await startTestWire(`
endpoints: { 10.0.0.5:8080: { sidecar: none, ztunnel: STRICT, app: http, account: shop/web } }
clients: { web.shop.svc.cluster.local:80: { class: HTTP, to: { 10.0.0.5:8080: hbone } } }`);
  const id = 'web.shop.svc.cluster.local:80';
  const { 'via-sidecar': evidence } = await dialWire(wire, id, ['via-sidecar'], 'http', { hbone: true });
  expect(wordsFor(evidence)).toBe('200');
  expect(evidence?.proxy).toEqual({
    clusters: ['outbound|80||web.shop.svc.cluster.local'],
    handshakes: 0,
    connections: 1,
    endpoint: '10.0.0.5:8080',
    tunnelled: true,
    setting: null,
  });
});

test('plaintext to a STRICT port is a 503 without a handshake', async () => {
  const [evidence] = await request(`{ 10.0.0.5:8080: ${STRICT} }`, '{ 10.0.0.5:8080: plaintext }');
  expect(wordsFor(evidence)).toBe('503');
  expect(evidence?.http).toMatchObject({ server: 'envoy', upstream: false });
  expect(evidence?.proxy).toMatchObject({ handshakes: 0, connections: 1, endpoint: '10.0.0.5:8080' });
});

test('what a sidecar passes on without knowing the Service is counted nowhere', async () => {
  const [evidence] = await request(`{ 10.0.0.5:8080: ${NAKED} }`, '{ 10.0.0.5:8080: passthrough }');
  expect(wordsFor(evidence)).toBe('200');
  expect(evidence?.proxy).toBeNull();
});

test('endpoints are taken in turn, each as the wire says', async () => {
  const seen = await request(
    `{ 10.0.0.5:8080: ${STRICT}, 10.0.0.6:8080: ${NAKED} }`,
    '{ 10.0.0.5:8080: mtls, 10.0.0.6:8080: plaintext }',
    'HTTP',
    2,
  );
  expect(seen.map((evidence) => evidence?.proxy)).toMatchObject([
    { handshakes: 1, endpoint: '10.0.0.5:8080' },
    { handshakes: 0, endpoint: '10.0.0.6:8080' },
  ]);
});

test('a handshake that fails is tried again, as by Istio’s default retries', async () => {
  const endpoints = `{ 10.0.0.5:8080: ${NAKED}, 10.0.0.6:8080: ${STRICT} }`;
  const [evidence] = await request(endpoints, '{ 10.0.0.5:8080: mtls, 10.0.0.6:8080: mtls }');
  expect(wordsFor(evidence)).toBe('200');
  expect(evidence?.proxy).toMatchObject({ handshakes: 1, connections: 2, endpoint: null });
});

test('TLS of DestinationRule mode SIMPLE works only where the certificate is trusted', {
  timeout: 20_000,
}, async () => {
  const application = '{ 10.0.0.5:8443: { sidecar: none, app: tls } }';
  const words = async (sends: string) => {
    const [evidence] = await request(application, `{ 10.0.0.5:8443: ${sends} }`);
    return wordsFor(evidence);
  };
  expect(await words('simple')).toBe('503');
  expect(await words('simple-trusted')).toBe('200');
  expect(await words('simple-unverified')).toBe('200');
});

test('no endpoint: 503', async () => {
  const [evidence] = await request('{}', '{}');
  expect(wordsFor(evidence)).toBe('503');
});
