import { describe, expect, it } from 'vitest';
import { kialiChecks } from '../../../../src/policy/kiali/checks.ts';
import { NAMESPACE, objectsOf, viewOf } from '../scenario.ts';

const TRAFFIC = {
  none: {},
  balanced: { trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } },
  balancedPort: {
    trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, loadBalancer: { simple: 'ROUND_ROBIN' } }] },
  },
  tls: { trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
  portTls: {
    trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }] },
  },
};
const rule = (name: string, host: string, traffic: object, namespace = NAMESPACE) => ({
  metadata: { name, namespace },
  spec: { host, ...traffic },
});
const mesh = objectsOf('mDR IM').destinationrules;
const own = objectsOf('nDR IM').destinationrules;

describe('KIA0204', () => {
  it.each([
    ['F30', [...mesh, rule('r', 'ratings', TRAFFIC.none)], 1],
    ['F31', [...mesh, rule('r', 'ratings', TRAFFIC.balanced)], 1],
    ['F32', [...mesh, rule('r', 'ratings', TRAFFIC.balancedPort)], 1],
    ['F33', [...mesh, rule('r', 'ratings', TRAFFIC.tls)], 0],
    ['F34', [...mesh, rule('r', 'ratings', TRAFFIC.portTls)], 0],
    ['F35', [...own, rule('r', 'ratings', TRAFFIC.none)], 1],
    ['F36', [...own, rule('r', 'ratings', TRAFFIC.balanced)], 1],
    ['F37', [...own, rule('r', 'ratings', TRAFFIC.tls)], 0],
    ['F38', [...own, rule('r', 'sleep', TRAFFIC.none, 'foo')], 0],
    ['F39', [...own, rule('r', 'api.example.com', TRAFFIC.none)], 0],
    ['F40', [rule('v', '*.vault', TRAFFIC.tls, 'foo'), rule('r', 'ratings', TRAFFIC.none)], 0],
  ])('%s', (_, destinationrules, count) => {
    const found = kialiChecks(viewOf({ destinationrules })).filter(({ code }) => code === 'KIA0204');
    expect(found.map(({ object, path }) => [object.name, path])).toEqual(
      Array.from({ length: count }, () => ['r', 'spec/trafficPolicy']),
    );
  });

  it('F41 a Sidecar that imports its own namespace only', () => {
    const destinationrules = [
      rule('wide', `*.${NAMESPACE}.svc.cluster.local`, TRAFFIC.tls, 'foo'),
      rule('r', 'ratings', TRAFFIC.none),
    ];
    const only = (host: string) => [
      { metadata: { name: 'default', namespace: NAMESPACE }, spec: { egress: [{ hosts: [host] }] } },
    ];
    const codes = (host: string) =>
      kialiChecks(viewOf({ destinationrules, sidecars: only(host) }))
        .map(({ code }) => code)
        .filter((code) => code === 'KIA0204');
    expect(codes('./*')).toEqual([]);
    expect(codes('*/*')).toEqual(['KIA0204']);
  });
});

describe('KIA0201', () => {
  const vault = (name: string, traffic: object, namespace = 'foo') =>
    rule(name, '*.vault', traffic, namespace);
  it.each([
    ['F50', [rule('r', 'host1', TRAFFIC.tls), ...mesh], []],
    ['F51', [rule('r', 'host1', TRAFFIC.tls), ...own], []],
    ['F52', [vault('a', TRAFFIC.tls), vault('b', TRAFFIC.none, NAMESPACE)], ['a', 'b']],
    ['F53', [vault('a', TRAFFIC.tls), rule('b', '*.istio-test3', TRAFFIC.tls)], []],
    ['F54', [vault('a', TRAFFIC.tls), vault('b', TRAFFIC.tls)], ['a', 'b']],
    ['F55', [rule('a', '*', TRAFFIC.none), rule('b', '*.test', TRAFFIC.none)], ['a', 'b']],
  ])('%s', (_, destinationrules, names) => {
    const found = kialiChecks(viewOf({ destinationrules })).filter(({ code }) => code === 'KIA0201');
    expect(found.map(({ object }) => object.name).toSorted()).toEqual(names);
  });
});
