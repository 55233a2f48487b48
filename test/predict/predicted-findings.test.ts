import { describe, expect, it } from 'vitest';
import { peer, pod } from '../policy/objects.ts';
import { ambient, codes, injected, report, selector } from './report-world.ts';

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

  it('MTLS319 and MTLS320: ambient histories B and C', () => {
    const pods = [pod('a', '10.0.0.1', ambient)];
    const ports = (portLevelMtls: Record<string, { mode: string }>) =>
      peer('app', { selector, portLevelMtls }, { name: 'w', age: 2 });
    const b = [peer('istio-system', { mtls: { mode: 'STRICT' } }), peer('app', {}, { age: 1 })];
    const opened = report({ pods, peerauthentications: [...b, ports({ 9000: { mode: 'PERMISSIVE' } })] });
    expect(codes(opened)).toEqual(['MTLS319']);
    expect(opened.server.map(({ mode }) => mode)).toEqual(['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE']);
    const c = [
      peer('istio-system', { mtls: { mode: 'STRICT' } }),
      ports({ 8080: { mode: 'STRICT' }, 9000: { mode: 'PERMISSIVE' } }),
      peer('app', { mtls: { mode: 'PERMISSIVE' } }, { age: 5 }),
    ];
    expect(codes(report({ pods, peerauthentications: c }))).toEqual(['MTLS320']);
  });

  it('MTLS323 and gateway rows: PeerAuthentication has no effect on a gateway', () => {
    const pods = [pod('a', '10.0.0.1', { containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] })];
    const peerauthentications = [peer('app', { selector, mtls: { mode: 'STRICT' } })];
    const servers = [{ port: { number: 80, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE' } }];
    const gateways = [
      { metadata: { name: 'g', namespace: 'edge' }, spec: { selector: { app: 'a' }, servers } },
    ];
    const found = report({ pods, peerauthentications, gateways });
    expect(codes(found)).toEqual(['MTLS323']);
    expect(found.server.filter(({ port }) => port === 8080 || port === '*')).toEqual([
      {
        namespace: 'app',
        pod: 'a',
        port: 8080,
        mode: 'SIMPLE',
        decidedBy: { kind: 'Gateway', namespace: 'edge', name: 'g' },
      },
      { namespace: 'app', pod: 'a', port: '*', mode: 'NONE', decidedBy: null },
    ]);
  });

  it('MTLS321: plaintext passes a waypoint by', () => {
    const pods = [pod('a', '10.0.0.1', ambient)];
    const namespace = (value: string) => [
      { metadata: { name: 'app', labels: { 'istio.io/use-waypoint': value } } },
    ];
    expect(codes(report({ pods, namespaces: namespace('w') }))).toEqual(['MTLS321']);
    expect(codes(report({ pods, namespaces: namespace('none') }))).toEqual([]);
    expect(codes(report({ ...strict, pods, namespaces: namespace('w') }))).toEqual([]);
  });

  it('MTLS322: STRICT in a proxyless pod is up to the application', () => {
    const env = [{ name: 'DISABLE_ENVOY', value: 'true' }];
    const pods = [pod('a', '10.0.0.1', { containers: [{ name: 'istio-proxy', env }] })];
    expect(codes(report({ ...strict, pods }))).toContain('MTLS322');
    expect(codes(report({ pods }))).not.toContain('MTLS322');
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
