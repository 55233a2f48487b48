import { describe, expect, it } from 'vitest';
import type { DestinationRule } from '../../src/model/istio.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { policyReport } from '../../src/predict/policy-report.ts';
import { NATIVE, peer, pod, service, slice, snapshot } from '../policy/objects.ts';
import { measuredCluster } from './measured-cluster.ts';

const mesh = { metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: '' } };
const injected = { labels: { 'security.istio.io/tlsMode': 'istio' }, ...NATIVE };
const ambient = { annotations: { 'ambient.istio.io/redirection': 'enabled' } };
const selector = { matchLabels: { app: 'a' } };

function report(objects: Partial<Snapshot>, namespace: string | null = null) {
  return policyReport(
    snapshot({
      configmaps: [mesh],
      pods: [pod('a', '10.0.0.1', injected)],
      services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
      endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' })],
      ...objects,
    }),
    namespace,
  );
}
const codes = ({ findings }: ReturnType<typeof report>) => findings.map(({ code }) => code);
const sent = (objects: Partial<Snapshot>) =>
  report(objects).client.map(({ pod: from, subset, endpoint, tls }) => [from, subset, endpoint, tls]);

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

describe('findings of the prediction', () => {
  const strict = { peerauthentications: [peer('app', { mtls: { mode: 'STRICT' } })] };

  it('MTLS308 and MTLS309: nothing enforces STRICT', () => {
    expect(codes(report({ ...strict, pods: [pod()] }))).toEqual(['MTLS308']);
    const annotations = { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' };
    expect(
      codes(report({ ...strict, pods: [pod('a', '10.0.0.1', { ...injected, annotations })] })),
    ).toContain('MTLS309');
  });

  it('MTLS310: a rule that turns TLS off before a STRICT port', () => {
    const spec = { host: 'web', trafficPolicy: { tls: { mode: 'DISABLE' } } };
    const destinationrules = [{ metadata: { name: 'r', namespace: 'app' }, spec }];
    expect(codes(report({ ...strict, destinationrules }))).toEqual(['MTLS310']);
  });

  it('MTLS311 and MTLS312: ambient mode', () => {
    const pods = [pod('a', '10.0.0.1', ambient)];
    const off = [peer('app', { mtls: { mode: 'DISABLE' } })];
    expect(codes(report({ pods, peerauthentications: off }))).toEqual(['MTLS311']);
    const exception = peer(
      'app',
      { selector, portLevelMtls: { 8080: { mode: 'DISABLE' } } },
      { name: 'w', age: 1 },
    );
    const lost = report({ pods, peerauthentications: [...strict.peerauthentications, exception] });
    expect(codes(lost)).toEqual(['MTLS312']);
    expect(lost.server[0]).toMatchObject({ port: 8080, mode: 'STRICT' });
  });

  it('MTLS318: an ambient exception that is older than STRICT', () => {
    const pods = [pod('a', '10.0.0.1', ambient)];
    const exception = (age: number) =>
      peer('app', { selector, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } }, { name: 'w', age });
    const later = peer('app', { mtls: { mode: 'STRICT' } }, { age: 5 });
    expect(codes(report({ pods, peerauthentications: [exception(4), later] }))).toEqual(['MTLS318']);
    expect(codes(report({ pods, peerauthentications: [exception(6), later] }))).toEqual([]);
  });

  it('MTLS317: probes that are not rewritten', () => {
    const annotations = { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' };
    expect(codes(report({ ...strict, pods: [pod('a', '10.0.0.1', { ...injected, annotations })] }))).toEqual([
      'MTLS317',
    ]);
  });

  it('are about the namespace asked for, and the root namespace', () => {
    const dead = (namespace: string) => peer(namespace, { portLevelMtls: { 80: { mode: 'STRICT' } } });
    const { findings } = report(
      { peerauthentications: [dead('app'), dead('other'), dead('istio-system')] },
      'app',
    );
    expect(findings.map(({ objects }) => objects[0]?.namespace)).toEqual(['app', 'istio-system']);
  });
});
