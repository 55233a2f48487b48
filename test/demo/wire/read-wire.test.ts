import { expect, test } from 'vitest';
import { readWire } from '../../../src/demo/wire/read-wire.ts';

test('reads what a fixture writes', () => {
  const text = `
minTls: '1.3'
endpoints:
  10.0.0.5:8080: { sidecar: STRICT, class: HTTP, app: http, account: shop/web, fault: denied }
clients:
  web.shop.svc.cluster.local:80: { class: HTTP, to: { 10.0.0.5:8080: mtls } }`;
  expect(readWire(text)).toMatchObject({ minTls: '1.3', endpoints: { '10.0.0.5:8080': { app: 'http' } } });
});

test.for<[string, string]>([
  ['', 'wire must be an object'],
  ['clients: {}', 'wire.endpoints is missing'],
  ['endpoints: {}\nother: 1', 'wire.other is not known'],
  ['endpoints: { a: { sidecar: STRICT } }', 'wire.endpoints.a.app is missing'],
  ['endpoints: { a: { sidecar: strict, app: http } }', 'wire.endpoints.a.sidecar must be one of STRICT'],
  ['endpoints: { a: { sidecar: none, app: http, account: web } }', 'wire.endpoints.a.account must look like'],
  [
    'endpoints: { a: { sidecar: STRICT, ztunnel: STRICT, app: http } }',
    'wire.endpoints.a has both a sidecar and ztunnel',
  ],
  [
    'endpoints: {}\nclients: { b: { class: HTTP, to: { c: mtls } } }',
    'wire.clients.b.to names no endpoint: c',
  ],
])('%s: %s', ([text, message]) => {
  expect(() => readWire(text)).toThrow(message);
});

test('names the client of a source that names no endpoint', () => {
  const text = 'endpoints: {}\nsources: { legacy: { web:80: { class: HTTP, to: { 10.0.0.5:80: mtls } } } }';
  expect(() => readWire(text)).toThrow('wire.sources.legacy.web:80.to names no endpoint: 10.0.0.5:80');
});
