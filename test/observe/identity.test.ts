import { describe, expect, test } from 'vitest';
import type { EndpointTarget, ServiceTarget } from '../../src/model/target.ts';
import { expectedIdentities, isMeshCertificate } from '../../src/observe/identity.ts';
import { certificateOf } from '../support/tls/evidence.ts';

const ID = 'spiffe://cluster.local/ns/shop/sa/server';
const server = [{ namespace: 'shop', serviceAccount: 'server' }];

describe('isMeshCertificate', () => {
  test.for<[string, string, boolean | null, boolean]>([
    ['the id of the target', ID, true, true],
    ['any trust domain', 'spiffe://old.example/ns/shop/sa/server', true, true],
    ['unknown root', ID, null, true],
    ['another root', ID, false, false],
    ['another account', 'spiffe://cluster.local/ns/shop/sa/other', true, false],
    ['another namespace', 'spiffe://cluster.local/ns/bank/sa/server', true, false],
    ['an account that ends the same', 'spiffe://cluster.local/ns/shop/sa/x/sa/server', true, false],
    ['a path in front', 'spiffe://cluster.local/x/ns/shop/sa/server', true, false],
    ['another scheme', 'https://cluster.local/ns/shop/sa/server', true, false],
    ['no trust domain', 'spiffe:///ns/shop/sa/server', true, false],
  ])('%s', ([, uri, trusted, expected]) => {
    expect(isMeshCertificate(certificateOf(['https://x', uri], trusted), server)).toBe(expected);
  });

  test.for<[string[] | null, boolean]>([
    [null, true],
    [['cluster.local'], true],
    [['mesh.example', 'cluster.local'], true],
    [['mesh.example'], false],
  ])('in trust domains %j: %s', ([trustDomains, expected]) => {
    expect(isMeshCertificate(certificateOf([ID], true), server, trustDomains)).toBe(expected);
    expect(isMeshCertificate(certificateOf([ID], true), null, trustDomains)).toBe(expected);
  });

  test('without a certificate or with no names', () => {
    expect(isMeshCertificate(null, server)).toBe(false);
    expect(isMeshCertificate(certificateOf([]), server)).toBe(false);
  });

  test('where the identity is not known the chain must say it', () => {
    expect(isMeshCertificate(certificateOf([ID], true), null)).toBe(true);
    expect(isMeshCertificate(certificateOf([ID], null), null)).toBe(false);
    expect(isMeshCertificate(certificateOf(['https://x'], true), null)).toBe(false);
  });
});

test('expectedIdentities: the endpoint’s own, and for a Service those of all behind it', () => {
  const endpoint = (id: string, serviceAccount: string | null): EndpointTarget => ({
    id,
    ip: '10.0.0.1',
    port: 80,
    namespace: 'shop',
    pod: null,
    serviceAccount,
    portClass: 'HTTP',
    database: false,
    services: [],
  });
  const service = (id: string, endpoints: string[]): ServiceTarget => ({
    id,
    host: id,
    port: 80,
    portName: null,
    namespace: 'shop',
    service: id,
    headless: false,
    portClass: 'HTTP',
    applicationTls: false,
    database: false,
    endpoints,
  });
  const expected = expectedIdentities({
    endpoints: [endpoint('a', 'one'), endpoint('b', 'two'), endpoint('c', null)],
    services: [service('s', ['a', 'b']), service('t', ['a', 'c'])],
  });
  expect(expected.get('a')).toEqual([{ namespace: 'shop', serviceAccount: 'one' }]);
  expect(expected.get('c')).toBeNull();
  expect(expected.get('s')?.map(({ serviceAccount }) => serviceAccount)).toEqual(['one', 'two']);
  expect(expected.get('t')).toBeNull();
});
