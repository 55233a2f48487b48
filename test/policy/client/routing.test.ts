import { describe, expect, it } from 'vitest';
import { routingOf } from '../../../src/policy/client/routing.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { routes, sidecar } from './objects.ts';
import { MESH, target, world } from './world.ts';

const HOST = 'svc.s.svc.cluster.local';
const CLIENT = { namespace: 'c', labels: { app: 'client' } };
const TCP = { portClass: 'TCP' } as const;
const to = (host: string, subset?: string) => ({ destination: { host, ...(subset && { subset }) } });

function routed(
  virtualservices: ReturnType<typeof routes>[],
  change: Parameters<typeof target>[0] = {},
  sidecars: ReturnType<typeof sidecar>[] = [],
) {
  const index = buildIndex(world({ virtualservices, sidecars }));
  const routing = routingOf(index, MESH, CLIENT, target(change));
  if (routing.kind !== 'routed') return routing.kind;
  return routing.destinations.map(({ host, port, subset }) => `${host}:${port}#${subset}`).join(' ');
}

/** istio-semantics 3.1: VirtualServices of gateway `mesh`. */
describe('routingOf', () => {
  it('sends to the Service itself without a VirtualService', () => {
    expect(routed([])).toBe('default');
  });

  it('sends to the destinations of a route, short names in the VirtualService’s namespace', () => {
    const http = [
      {
        route: [
          { ...to('other', 'v1'), weight: 90 },
          { ...to('svc.c'), weight: 10 },
        ],
      },
    ];
    expect(routed([routes('vs', { hosts: ['svc'], http })])).toBe(
      'other.s.svc.cluster.local:null#v1 svc.c:null#null',
    );
  });

  it('leaves out destinations of weight 0', () => {
    const http = [
      {
        route: [
          { ...to(HOST), weight: 100 },
          { ...to('other'), weight: 0 },
        ],
      },
    ];
    expect(routed([routes('vs', { hosts: [HOST], http })])).toBe(`${HOST}:null#null`);
  });

  it.each([
    ['another gateway', { gateways: ['istio-system/gateway'] }],
    ['another namespace', { exportTo: ['x'] }],
    ['another host', { hosts: ['other'] }],
  ])('does not look at a VirtualService for %s', (_, change) => {
    const spec = { hosts: [HOST], http: [{ route: [to('other')] }], ...change };
    expect(routed([routes('vs', spec)])).toBe('default');
  });

  it('does not look at one that the client’s Sidecar leaves out', () => {
    const spec = { hosts: [HOST], http: [{ route: [to('other')] }] };
    const own = sidecar('c', 'own', { egress: [{ hosts: ['./*'] }] });
    expect(routed([routes('vs', spec)], {}, [own])).toBe('default');
  });

  it.each([
    [{ uri: { prefix: '/' } }, 'other.s.svc.cluster.local:null#null'],
    [{ uri: { exact: '/admin' } }, `${HOST}:null#null`],
    [{ method: { exact: 'POST' } }, `${HOST}:null#null`],
    [{ port: 8080 }, `${HOST}:null#null`],
    [{ sourceLabels: { app: 'other' } }, `${HOST}:null#null`],
    [{ sourceLabels: { app: 'client' } }, 'other.s.svc.cluster.local:null#null'],
    [{ sourceNamespace: 's' }, `${HOST}:null#null`],
    [{ gateways: ['gateway'] }, `${HOST}:null#null`],
    [{ headers: { user: { exact: 'jason' } } }, 'unknown'],
  ])('judges the condition %j for GET /', (condition, expected) => {
    const http = [{ match: [condition], route: [to('other')] }, { route: [to(HOST)] }];
    expect(routed([routes('vs', { hosts: [HOST], http })])).toBe(expected);
  });

  it('does not mind a condition that it cannot judge where all routes lead to the same', () => {
    const http = [
      { match: [{ headers: { user: { exact: 'x' } } }], route: [to(HOST)] },
      { route: [to(HOST)] },
    ];
    expect(routed([routes('vs', { hosts: [HOST], http })])).toBe(`${HOST}:null#null`);
  });

  it.each([
    ['redirect', { redirect: { uri: '/x' } }],
    ['fault', { fault: { abort: {} }, route: [to(HOST)] }],
    ['no route for GET /', { match: [{ uri: { prefix: '/api' } }], route: [to(HOST)] }],
  ])('does not evaluate: %s', (_, route) => {
    expect(routed([routes('vs', { hosts: [HOST], http: [route] })])).toBe('unknown');
  });

  it('takes the VirtualService that names the host before one with a wildcard', () => {
    const wide = routes('a', { hosts: ['*.local'], http: [{ route: [to('wide')] }] });
    const exact = routes('b', { hosts: [HOST], http: [{ route: [to('exact')] }] });
    expect(routed([wide, exact])).toBe('exact.s.svc.cluster.local:null#null');
  });

  it('keeps http, tcp and tls routes apart', () => {
    const spec = {
      hosts: [HOST],
      http: [{ route: [to('http')] }],
      tcp: [{ match: [{ port: 80 }], route: [to('tcp')] }],
    };
    expect(routed([routes('vs', spec)], TCP)).toBe('tcp.s.svc.cluster.local:null#null');
    expect(routed([routes('vs', spec)], { ...TCP, applicationTls: true })).toBe('default');
    expect(routed([routes('vs', { hosts: [HOST], http: spec.http })], TCP)).toBe('default');
  });
});
