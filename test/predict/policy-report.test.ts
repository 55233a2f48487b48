import { describe, expect, it } from 'vitest';
import type { DestinationRule } from '../../src/model/istio.ts';
import { policyReport } from '../../src/predict/policy-report.ts';
import { peer, pod, service } from '../policy/objects.ts';
import { measuredCluster } from './measured-cluster.ts';
import { ambient, injected, report, selector, sent } from './report-world.ts';

describe('server rows', () => {
  it('name the ports of Services, containers and policies, and all others', () => {
    const peerauthentications = [
      peer('app', { selector, mtls: { mode: 'STRICT' }, portLevelMtls: { 9000: { mode: 'DISABLE' } } }),
    ];
    const containers = [{ name: 'app', ports: [{ containerPort: 7070 }] }];
    const { server } = report({
      peerauthentications,
      pods: [pod('a', '10.0.0.1', { ...injected, containers })],
    });
    expect(server.map(({ port, mode }) => [port, mode])).toEqual([
      [7070, 'STRICT'],
      [8080, 'STRICT'],
      [9000, 'DISABLE'],
      ['*', 'STRICT'],
    ]);
    expect(server[0]).toEqual({
      namespace: 'app',
      pod: 'a',
      port: 7070,
      mode: 'STRICT',
      decidedBy: { kind: 'PeerAuthentication', namespace: 'app', name: 'default' },
    });
  });

  it('are those of the namespace asked for', () => {
    const pods = [pod('a', '10.0.0.1', injected), pod('b', '10.0.0.2', {}, 'other')];
    expect(report({ pods }, 'other').server.map(({ pod: name }) => name)).toEqual(['b']);
  });

  it('leave out pods that ended and probe pods', () => {
    const done = { ...pod('done', '10.0.0.2'), status: { phase: 'Succeeded' } };
    const probe = pod('probe', '10.0.0.3', { labels: { 'app.kubernetes.io/managed-by': 'mtls-verify' } });
    expect(report({ pods: [done, probe] }).server).toEqual([]);
  });

  it('know the real cluster', () => {
    const found = policyReport(measuredCluster(), 'mesh');
    expect(new Set(found.server.map(({ mode }) => mode)).size).toBe(1);
    expect(found.server.filter(({ pod: name }) => name === 'server').map(({ port }) => port)).toEqual([
      8080,
      8443,
      9000,
      9090,
      9100,
      9101,
      '*',
    ]);
  });
});

describe('client rows', () => {
  it('have one row for each endpoint, and for each subset of the rule', () => {
    const rule: DestinationRule = {
      metadata: { name: 'r', namespace: 'app' },
      spec: {
        host: 'web',
        subsets: [{ name: 'v1', labels: { v: '1' }, trafficPolicy: { tls: { mode: 'DISABLE' } } }],
      },
    };
    expect(sent({ destinationrules: [rule] })).toEqual([
      ['a', null, '10.0.0.1:8080', 'mtls'],
      ['a', 'v1', null, 'plaintext'],
    ]);
  });

  it('say plaintext of a pod without a sidecar', () => {
    const pods = [pod('a', '10.0.0.1', injected), pod('bare', '10.0.0.2')];
    expect(sent({ pods })).toContainEqual(['bare', null, '10.0.0.1:8080', 'plaintext']);
  });

  it.each([
    ['sidecar to ambient', injected, ambient, 'hbone'],
    ['ambient to ambient', ambient, ambient, 'hbone'],
    ['ambient to sidecar', ambient, injected, 'plaintext'],
  ])('%s: %s', (_name, from, to, tls) => {
    const pods = [pod('a', '10.0.0.1', to), pod('z', '10.0.0.2', from)];
    expect(sent({ pods }).filter(([name]) => name === 'z')).toEqual([['z', null, '10.0.0.1:8080', tls]]);
  });
});

describe('HBONE', () => {
  const istiod = (env: { name: string; value: string }[]) => [
    {
      metadata: { name: 'istiod', namespace: 'istio-system', labels: { app: 'istiod' } },
      spec: { template: { spec: { containers: [{ name: 'discovery', env }] } } },
    },
  ];
  const rule = {
    metadata: { name: 'r', namespace: 'app' },
    spec: { host: 'web', trafficPolicy: { tls: { mode: 'DISABLE' } } },
  };

  it.each([
    [
      '44: an istiod with ambient mode, against a DestinationRule',
      [{ name: 'PILOT_ENABLE_AMBIENT', value: 'true' }],
      {},
      'hbone',
    ],
    ['an istiod without ambient mode', [], {}, 'plaintext'],
    [
      'a sidecar that takes both',
      [{ name: 'PILOT_ENABLE_AMBIENT', value: 'true' }],
      { 'security.istio.io/tlsMode': 'istio', 'networking.istio.io/tunnel': 'http' },
      'plaintext',
    ],
    [
      'a waypoint',
      [{ name: 'PILOT_ENABLE_AMBIENT', value: 'true' }],
      { 'gateway.istio.io/managed': 'istio.io-mesh-controller' },
      'hbone',
    ],
  ])('%s', (_name, env, labels, tls) => {
    const to = Object.keys(labels).length > 0 ? { labels } : ambient;
    const pods = [pod('a', '10.0.0.1', to), pod('z', '10.0.0.2', injected)];
    const rows = sent({ pods, deployments: istiod(env), destinationrules: [rule] });
    expect(rows.filter(([name]) => name === 'z')).toEqual([['z', null, '10.0.0.1:8080', tls]]);
  });
});

describe('too much', () => {
  it('is refused before it fills the memory', () => {
    const pods = Array.from({ length: 1001 }, (_, index) =>
      pod(`p${index}`, `10.1.${index >> 8}.${index & 255}`),
    );
    const services = Array.from({ length: 1000 }, (_, index) => service(`s${index}`, [{ port: 80 }]));
    expect(() => report({ pods, services })).toThrow(/1001000 client rows/);
    expect(report({ pods, services }, 'other').client).toEqual([]);
  });
});
