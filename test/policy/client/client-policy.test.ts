import { describe, expect, it } from 'vitest';
import { peer, rule } from './objects.ts';
import { endpoint, INJECTED, pod, policy, service, world } from './world.ts';

const HOST = 'svc.s.svc.cluster.local';
const tls = (mode?: string) => ({ trafficPolicy: { tls: mode === undefined ? {} : { mode } } });
const WORKLOAD = { selector: { matchLabels: { app: 'svc' } } };

/** Numbers are those of istio-semantics section 13. */
describe('auto mTLS', () => {
  it('23: sends mTLS to an injected endpoint', () => {
    expect(policy(world())).toMatchObject({ tls: 'mtls', source: 'auto', decidedBy: null });
  });

  it('24: sends plaintext to an endpoint without a tlsMode label, and without a pod', () => {
    expect(policy(world({}, [pod('pod', '10.0.0.1', {})]))).toMatchObject({
      tls: 'plaintext',
      source: 'auto',
    });
    expect(policy(world(), {}, {}, endpoint(null)).tls).toBe('plaintext');
  });

  it('25: sends plaintext under a namespace DISABLE, and names it', () => {
    const peerauthentications = [peer('s', 'off', { mtls: { mode: 'DISABLE' } })];
    expect(policy(world({ peerauthentications }))).toMatchObject({
      tls: 'plaintext',
      decidedBy: { kind: 'PeerAuthentication', namespace: 's', name: 'off' },
    });
  });

  it('26: the namespace DISABLE hides a STRICT workload', () => {
    const peerauthentications = [
      peer('s', 'off', { mtls: { mode: 'DISABLE' } }),
      peer('s', 'on', { ...WORKLOAD, mtls: { mode: 'STRICT' } }),
    ];
    expect(policy(world({ peerauthentications })).tls).toBe('plaintext');
  });

  it('27: knows a port that is DISABLE', () => {
    const spec = { ...WORKLOAD, portLevelMtls: { 8080: { mode: 'DISABLE' } } };
    expect(policy(world({ peerauthentications: [peer('s', 'port', spec)] }))).toMatchObject({
      tls: 'plaintext',
      decidedBy: { name: 'port' },
    });
  });

  it('28: does not look at the port of a headless Service', () => {
    const spec = { ...WORKLOAD, portLevelMtls: { 8080: { mode: 'DISABLE' } } };
    const snapshot = world(
      { peerauthentications: [peer('s', 'port', spec)] },
      [pod()],
      [service({}, 'None')],
    );
    expect(policy(snapshot, {}, { headless: true }).tls).toBe('mtls');
  });

  it.each([
    ['42', 'a Host that no Service has', 'elsewhere.example.com'],
    ['43', 'the IP of a pod', '10.0.0.1'],
  ])('%s: %s is passed through in plaintext', (_, __, host) => {
    const destinationrules = [
      rule('c', 'all', { host: '*', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } }),
    ];
    const found = policy(world({ destinationrules }), {}, { host, id: `${host}:80` });
    expect(found).toMatchObject({ tls: 'plaintext', source: 'passthrough', decidedBy: null });
  });

  it('a headless Service gets plaintext as a whole when one endpoint has no sidecar', () => {
    const snapshot = world({}, [pod(), pod('bare', '10.0.0.2', {})], [service({}, 'None')]);
    expect(policy(snapshot, {}, { headless: true }).tls).toBe('plaintext');
    expect(policy(snapshot).tls).toBe('mtls');
  });

  it('a headless Service without an endpoint gets plaintext', () => {
    expect(policy(world({}, []), {}, { headless: true }, null).tls).toBe('plaintext');
  });

  it('29: sends plaintext when auto mTLS is off', () => {
    expect(policy(world(), { autoMtls: false })).toMatchObject({ tls: 'plaintext', source: 'auto-off' });
  });
});

describe('DestinationRule', () => {
  const send = (...destinationrules: ReturnType<typeof rule>[]) => policy(world({ destinationrules }));

  it('30: the client’s namespace beats a more specific host elsewhere', () => {
    const found = send(
      rule('c', 'wide', { host: '*.local', ...tls('DISABLE') }),
      rule('s', 'exact', { host: HOST, ...tls('ISTIO_MUTUAL') }),
    );
    expect(found).toMatchObject({
      tls: 'plaintext',
      source: 'destination-rule',
      decidedBy: { name: 'wide' },
    });
    expect(found.rejected).toEqual([
      {
        object: { kind: 'DestinationRule', namespace: 's', name: 'exact' },
        why: 'DestinationRule wide in the client’s namespace comes first.',
      },
    ]);
  });

  it('31: a rule without tls in the Service’s namespace hides the root’s', () => {
    const found = send(
      rule('r', 'root', { host: '*.local', ...tls('ISTIO_MUTUAL') }),
      rule('s', 'exact', { host: HOST, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } }),
    );
    expect(found).toMatchObject({ tls: 'mtls', source: 'auto' });
  });

  it('32: a fourth namespace has no effect', () => {
    const found = send(rule('x', 'far', { host: HOST, exportTo: ['*'], ...tls('DISABLE') }));
    expect(found).toMatchObject({ tls: 'mtls', source: 'auto' });
    expect(found.rejected[0]?.why).toContain('is never looked at');
  });

  it('33: a rule hidden from the client stops the search before Istio 1.24', () => {
    const destinationrules = [
      rule('s', 'hidden', { host: HOST, exportTo: ['x'], ...tls('DISABLE') }),
      rule('r', 'root', { host: '*.local', ...tls('ISTIO_MUTUAL') }),
    ];
    const snapshot = world({ destinationrules }, [pod('pod', '10.0.0.1', {})]);
    expect(policy(snapshot, { version: '1.24.0' }).tls).toBe('mtls');
    expect(policy(snapshot, { version: '1.23.4' })).toMatchObject({ tls: 'plaintext', source: 'auto' });
  });

  it('33b: a private rule is not in the way', () => {
    const destinationrules = [
      rule('s', 'private', { host: HOST, exportTo: ['.'], ...tls('DISABLE') }),
      rule('r', 'root', { host: '*.local', ...tls('ISTIO_MUTUAL') }),
    ];
    const found = policy(world({ destinationrules }), { version: '1.20.3' });
    expect(found).toMatchObject({ tls: 'mtls', source: 'destination-rule' });
    expect(found.rejected[0]?.why).toBe('It is exported to its own namespace only.');
  });

  it('34: the second rule’s tls is lost when the first has any trafficPolicy', () => {
    const found = send(
      rule('s', 'first', { host: HOST, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } }),
      rule('s', 'second', { host: HOST, ...tls('DISABLE') }),
    );
    expect(found).toMatchObject({ tls: 'mtls', source: 'auto' });
    expect(found.rejected).toEqual([
      {
        object: { kind: 'DestinationRule', namespace: 's', name: 'second' },
        why: 'Its trafficPolicy is dropped: DestinationRule first for the same host comes first and has one.',
      },
    ]);
  });

  it('36: tls without a mode is DISABLE', () => {
    expect(send(rule('s', 'empty', { host: HOST, ...tls() }))).toMatchObject({
      tls: 'plaintext',
      source: 'destination-rule',
    });
  });

  it('37: a short host belongs to the rule’s namespace', () => {
    expect(send(rule('c', 'short', { host: 'svc', ...tls('DISABLE') })).source).toBe('auto');
    expect(send(rule('s', 'short', { host: 'svc', ...tls('DISABLE') })).tls).toBe('plaintext');
    expect(send(rule('c', 'dotted', { host: 'svc.s', ...tls('DISABLE') })).source).toBe('auto');
  });

  it('41: ISTIO_MUTUAL is sent to an endpoint without a sidecar, and with auto mTLS off', () => {
    const destinationrules = [rule('s', 'on', { host: HOST, ...tls('ISTIO_MUTUAL') })];
    const snapshot = world({ destinationrules }, [pod('pod', '10.0.0.1', {})]);
    expect(policy(snapshot, { autoMtls: false }).tls).toBe('mtls');
  });

  it('ISTIO_MUTUAL is sent under a namespace DISABLE', () => {
    const destinationrules = [rule('s', 'on', { host: HOST, ...tls('ISTIO_MUTUAL') })];
    const peerauthentications = [peer('s', 'off', { mtls: { mode: 'DISABLE' } })];
    expect(policy(world({ destinationrules, peerauthentications })).tls).toBe('mtls');
  });

  it('an unlabelled endpoint stays plaintext whatever the pod’s other labels are', () => {
    expect(INJECTED).not.toHaveProperty('app');
    expect(policy(world({}, [pod('pod', '10.0.0.1', { 'security.istio.io/tlsMode': 'disabled' })])).tls).toBe(
      'plaintext',
    );
  });
});
