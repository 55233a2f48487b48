import { describe, expect, it } from 'vitest';
import type { Pod, Service } from '../../src/model/kubernetes.ts';
import type { ServicePrediction } from '../../src/model/prediction.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { predictService } from '../../src/predict/service.ts';
import { peer, routes, rule } from '../policy/client/objects.ts';
import { INJECTED, MESH, pod, service, slice, target, world } from '../policy/client/world.ts';

const CLIENT = { namespace: 'c', labels: {} };
const HOST = 'svc.s.svc.cluster.local';
const STRICT = [peer('s', 'strict', { mtls: { mode: 'STRICT' } })];

function injected(name: string, ip: string, version: string): Pod {
  const made = pod(name, ip, { ...INJECTED, version });
  return { ...made, spec: { serviceAccountName: 'svc', containers: [{ name: 'istio-proxy' }] } };
}
const PODS = [injected('one', '10.0.0.1', 'v1'), injected('two', '10.0.0.2', 'v2')];

const ALIAS: Service = {
  metadata: { name: 'alias', namespace: 's' },
  spec: {
    type: 'ExternalName',
    externalName: 'other.s.svc.cluster.local',
    ports: [{ name: 'http', port: 80 }],
  },
};
const OUTSIDE: Service = {
  metadata: { name: 'outside', namespace: 's' },
  spec: { type: 'ExternalName', externalName: 'api.example.com', ports: [{ name: 'http', port: 80 }] },
};
const DATABASE = {
  metadata: { name: 'db', namespace: 's' },
  spec: {
    hosts: ['db.example.com'],
    resolution: 'DNS',
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
  },
};
const OTHER: Service = { ...service(), metadata: { name: 'other', namespace: 's' } };

function predict(
  spec: Record<string, unknown>,
  destinationrules: ReturnType<typeof rule>[],
  version = MESH.version,
): ServicePrediction {
  const snapshot = world(
    {
      virtualservices: [routes('vs', { hosts: [HOST], ...spec })],
      destinationrules,
      serviceentries: [DATABASE],
      peerauthentications: STRICT,
      endpointslices: [slice('svc', PODS), slice('other', PODS.slice(0, 1))],
    },
    PODS,
    [service(), OTHER, ALIAS, OUTSIDE],
  );
  const mesh = { ...MESH, version };
  return predictService(buildIndex(snapshot), { meshes: [mesh], mesh, client: CLIENT }, target(), []);
}

const to = (host: string, subset?: string) => ({ destination: { host, ...(subset && { subset }) } });
const subsets = [
  { name: 'v1', labels: { version: 'v1' } },
  { name: 'v2', labels: { version: 'v2' }, trafficPolicy: { tls: { mode: 'DISABLE' } } },
];
const mutual = rule('s', 'dr', { host: HOST, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } }, subsets });

/** istio-semantics 3.1 and 3.3: TLS is resolved per destination cluster. */
describe('a routed Service', () => {
  it('38: a route to a subset takes the subset’s tls and endpoints', () => {
    const found = predict({ http: [{ route: [to(HOST, 'v2')] }] }, [mutual]);
    expect(found).toMatchObject({ reachable: 'none', encrypted: false, cause: 'plaintext-to-strict' });
    expect(found.client.map(({ endpoint }) => endpoint)).toEqual(['10.0.0.2:8080']);
    expect(found.reason).toContain('VirtualService s/vs routes it.');
  });

  it('a subset without tls inherits the rule’s', () => {
    const found = predict({ http: [{ route: [to(HOST, 'v1')] }] }, [mutual]);
    expect(found).toMatchObject({ reachable: 'all', encrypted: true });
  });

  it('two subsets with different tls reach some', () => {
    const found = predict(
      {
        http: [
          {
            route: [
              { ...to(HOST, 'v1'), weight: 1 },
              { ...to(HOST, 'v2'), weight: 1 },
            ],
          },
        ],
      },
      [mutual],
    );
    expect(found).toMatchObject({ reachable: 'some', encrypted: null, cause: 'plaintext-to-strict' });
  });

  it('another Service has its own rule', () => {
    const off = rule('s', 'off', { host: 'other', trafficPolicy: { tls: { mode: 'DISABLE' } } });
    const found = predict({ http: [{ route: [to('other')] }] }, [off]);
    expect(found).toMatchObject({ reachable: 'none', encrypted: false });
    expect(found.client[0]?.policy.decidedBy?.name).toBe('off');
  });

  it.each([
    ['an unknown subset', to(HOST, 'v3'), 'no DestinationRule defines subset v3'],
    ['an unknown host', to('nowhere'), 'does not know nowhere.s.svc.cluster.local:80'],
  ])('reaches nothing through %s', (_, destination, reason) => {
    const found = predict({ http: [{ route: [destination] }] }, [mutual]);
    expect(found).toMatchObject({ reachable: 'none', encrypted: null, client: [] });
    expect(found.reason).toContain(reason);
  });

  it('an ExternalName Service stands for its target from Istio 1.21 on', () => {
    const found = predict({ http: [{ route: [to('alias')] }] }, []);
    expect(found).toMatchObject({ reachable: 'all', encrypted: true });
    expect(found.client.map(({ endpoint }) => endpoint)).toEqual(['10.0.0.1:8080']);
  });

  it('an ExternalName Service is a host outside of the mesh before', () => {
    const found = predict({ http: [{ route: [to('outside')] }] }, [], '1.20.8');
    expect(found).toMatchObject({ reachable: 'unknown', client: [{ policy: { tls: 'plaintext' } }] });
    expect(found.unsupported).toContain('outside.s.svc.cluster.local is outside of the mesh');
    expect(predict({ http: [{ route: [to('outside')] }] }, [])).toMatchObject({
      reachable: 'none',
      client: [],
    });
  });

  it('a ServiceEntry outside of the mesh gets plaintext unless a rule says else, to an unknown end', () => {
    const route = { http: [{ route: [to('db.example.com')] }] };
    const found = predict(route, []);
    expect(found.client).toMatchObject([{ endpoint: 'db.example.com:80', policy: { tls: 'plaintext' } }]);
    expect(found.unsupported).toContain('outside of the mesh');
    const simple = rule('s', 'tls', { host: 'db.example.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } });
    expect(predict(route, [simple]).client).toMatchObject([{ policy: { tls: 'simple' } }]);
  });

  it('endpoints of another revision follow the policies that their own control plane reads', () => {
    const canary = { ...MESH, revision: 'canary' };
    const strict = peer('s', 'strict', { mtls: { mode: 'STRICT' } });
    const peerauthentications = [
      { ...strict, metadata: { ...strict.metadata, labels: { 'istio.io/rev': 'canary' } } },
    ];
    const pods = PODS.map((one) => ({
      ...one,
      metadata: { ...one.metadata, annotations: { 'istio.io/rev': 'canary' } },
    }));
    const destinationrules = [rule('s', 'off', { host: HOST, trafficPolicy: { tls: { mode: 'DISABLE' } } })];
    const virtualservices = [routes('vs', { hosts: [HOST], http: [{ route: [to(HOST)] }] })];
    const index = buildIndex(world({ virtualservices, destinationrules, peerauthentications }, pods));
    const reach = (meshes: (typeof MESH)[]) =>
      predictService(index, { meshes, mesh: MESH, client: CLIENT }, target(), []).reachable;
    expect(reach([MESH, canary])).toBe('none');
    expect(reach([MESH])).toBe('all');
  });

  it('does not predict conditions that it does not evaluate', () => {
    const http = [
      { match: [{ headers: { a: { exact: 'b' } } }], route: [to('other')] },
      { route: [to(HOST)] },
    ];
    const found = predict({ http }, []);
    expect(found).toMatchObject({
      reachable: 'unknown',
      unsupported: expect.stringContaining('VirtualService s/vs'),
    });
  });

  it('a Service that is hidden from the client is not routed, or not predictably', () => {
    const virtualservices = [
      routes('vs', { hosts: [HOST], http: [{ route: [to('other')] }], tcp: [{ route: [to('other')] }] }),
    ];
    const hidden = service({ 'networking.istio.io/exportTo': '.' });
    const index = buildIndex(world({ virtualservices, endpointslices: [] }, PODS, [hidden, OTHER]));
    const side = { meshes: [MESH], mesh: MESH, client: CLIENT };
    expect(predictService(index, side, target(), []).unsupported).toContain('does not know');
    const tcp = predictService(index, side, target({ portClass: 'TCP' }), []);
    expect(tcp).toMatchObject({ client: [], cause: 'application-not-listening' });
  });
});
