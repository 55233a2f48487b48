import { describe, expect, it } from 'vitest';
import { kialiChecks } from '../../../src/policy/kiali/checks.ts';
import { referencedRules } from '../../../src/policy/kiali/references.ts';
import { authorization, NAMESPACE, objectsOf, ROOT, viewOf } from './scenario.ts';

const DOUBTS_OF_SELECTORS = ['KIA0002', 'KIA0003', 'KIA0004'];

/** Codes and paths about objects of one kind; what the selectors alone give is another test's matter. */
function complaints(view: ReturnType<typeof viewOf>, kind: string): string[] {
  return kialiChecks(view)
    .filter(({ object, code }) => object.kind === kind && !DOUBTS_OF_SELECTORS.includes(code))
    .map(({ code, path }) => `${code} ${path}`);
}

describe('Kiali on PeerAuthentications', () => {
  it.each([
    ['E01', '-', 'mPA STRICT + mDR IM', null],
    ['E02', '-', 'mPA STRICT + nDR IM', 'KIA0401'],
    ['E03', '-', 'mPA STRICT + mDR -', 'KIA0401'],
    ['E04', '-', 'mPA STRICT', 'KIA0401'],
    ['E05', '+', 'mPA STRICT', null],
    ['E06', '-', 'mPA PERM + mDR IM', null],
    ['E07', '-', 'mPA PERM + nDR IM', null],
    ['E08', '-', 'mPA PERM + mDR -', null],
    ['E09', '-', 'mPA PERM', null],
    ['E10', '-', 'nPA STRICT + nDR -', 'KIA0501'],
    ['E11', '-', 'nPA STRICT + nDR IM', null],
    ['E12', '-', 'nPA STRICT + mDR IM', null],
    ['E13', '-', 'nPA PERM', null],
    ['E14', '+', 'nPA STRICT', null],
    ['E20', '+', 'mPA DIS + mDR DIS', null],
    ['E21', '+', 'mPA DIS + mDR IM', 'KIA0506'],
    ['E22', '+', 'mPA DIS', null],
    ['E23', '+', 'nPA DIS + nDR DIS', null],
    ['E24', '+', 'nPA DIS + nDR IM', 'KIA0505'],
    ['E25', '+', 'nPA DIS + mDR DIS', null],
    ['E26', '+', 'nPA DIS + mDR IM', 'KIA0505'],
    ['E27', '+', 'nPA DIS', null],
    ['E28', '+', 'nPA DIS + nDR DIS + mPA STRICT + mDR IM', null],
    ['E29', '+', 'nPA DIS + nDR DIS + sDR IM', null],
    ['E30', '-', 'mPA STRICT', 'KIA0401'],
    ['E32', '-', 'nPA STRICT', 'KIA0501'],
  ])('%s auto%s %s', (_, auto, notation, code) => {
    const seen = complaints(viewOf(objectsOf(notation), { autoMtls: auto === '+' }), 'PeerAuthentication');
    expect(seen).toEqual(code === null ? [] : [`${code} spec/mtls`]);
  });

  it('E31 the root namespace of every control plane is mesh-wide', () => {
    const { peerauthentications } = objectsOf('mPA STRICT');
    const second = peerauthentications.map((policy) => ({
      ...policy,
      metadata: { name: 'second', namespace: 'istio-second' },
    }));
    const base = viewOf({}, { autoMtls: false }).meshes[0];
    if (!base) throw new Error('no control plane');
    const more = [{ ...base, revision: 'second', namespace: 'istio-second', rootNamespace: 'istio-second' }];
    const view = viewOf(
      { peerauthentications: [...peerauthentications, ...second] },
      { autoMtls: false },
      more,
    );
    expect(complaints(view, 'PeerAuthentication')).toEqual(['KIA0401 spec/mtls', 'KIA0401 spec/mtls']);
  });

  it('E33 a namespace without a control plane is no root', () => {
    const { peerauthentications } = objectsOf('mPA STRICT');
    const policies = peerauthentications.map((policy) => ({
      ...policy,
      metadata: { name: 'p', namespace: 'unknown' },
    }));
    const view = viewOf({ peerauthentications: policies }, { autoMtls: false });
    // Without a control plane auto mTLS counts as on.
    expect(complaints(view, 'PeerAuthentication')).toEqual([]);
  });
});

describe('Kiali on DestinationRules', () => {
  it.each([
    ['F01', '+', 'mDR DIS + mPA DIS', null],
    ['F02', '+', 'mDR DIS + mPA PERM', null],
    ['F03', '+', 'mDR DIS', null],
    ['F04', '+', 'mDR DIS + mPA STRICT', 'KIA0208'],
    ['F05', '+', 'nDR DIS + nPA PERM', null],
    ['F05', '-', 'nDR DIS + nPA PERM', null],
    ['F06', '+', 'nDR DIS + nPA DIS', null],
    ['F07', '+', 'nDR DIS + nPA PERM + mPA STRICT', null],
    ['F08', '+', 'nDR DIS + nPA STRICT', 'KIA0207'],
    ['F09', '+', 'nDR DIS + mPA STRICT', 'KIA0208'],
    ['F10', '+', 'nDR DIS + mPA PERM', null],
    ['F11', '+', 'nDR DIS', null],
    ['F12', '+', 'mDR DIS + nPA STRICT', null],
    ['F13', '+', 'nDR DIS + nPA DIS + mPA STRICT', null],
    ['F14', '-', 'mDR IM', 'KIA0205'],
    ['F15', '-', 'mDR IM + mPA PERM', null],
    ['F16', '-', 'mDR IM + mPA STRICT', null],
    ['F17', '-', 'nDR IM + mPA STRICT', null],
    ['F19', '+', 'mDR IM', null],
    ['F20', '-', 'nDR IM + nPA PERM', null],
    ['F21', '-', 'nDR IM + nPA STRICT', null],
    ['F22', '-', 'nDR IM + mPA STRICT', null],
    ['F23', '-', 'nDR IM', 'KIA0206'],
    ['F24', '+', 'nDR IM', null],
    ['N02', '+', 'nDR DIS + nPA STRICT', 'KIA0207'],
    ['N03', '+', 'mDR DIS + mPA STRICT', 'KIA0208'],
  ])('%s auto%s %s', (_, auto, notation, code) => {
    const seen = complaints(viewOf(objectsOf(notation), { autoMtls: auto === '+' }), 'DestinationRule');
    expect(seen).toEqual(code === null ? [] : [`${code} spec/trafficPolicy/tls/mode`]);
  });

  it('F18 a rule without TLS settings', () => {
    const seen = complaints(viewOf(objectsOf('nDR - + mPA STRICT'), { autoMtls: false }), 'DestinationRule');
    expect(seen).toEqual([]);
  });

  it.each([
    ['N04', 'nPA DIS + nDR IM', 'KIA0505'],
    ['N05', 'mPA DIS + mDR IM', 'KIA0506'],
  ])('%s shows an error', (_, notation, code) => {
    expect(complaints(viewOf(objectsOf(notation)), 'PeerAuthentication')).toEqual([`${code} spec/mtls`]);
  });
});

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

describe('references of Kiali', () => {
  it.each([
    ['L01', 'mPA DIS + mDR DIS', ['mdr-disable']],
    ['L02', 'nPA DIS + nDR DIS', ['ndr-disable']],
    ['L03', 'nPA DIS + mDR DIS', ['mdr-disable']],
    ['L04', 'mPA STRICT + mDR IM', ['mdr-istio_mutual']],
    ['L04', 'nPA STRICT + nDR IM', ['ndr-istio_mutual']],
    ['L04', 'nPA STRICT + mDR IM', ['mdr-istio_mutual']],
    ['L05', 'wPA STRICT + nDR IM + mDR IM', []],
  ])('%s %s', (_, notation, names) => {
    const view = viewOf(objectsOf(notation));
    const [policy] = view.policies;
    if (!policy) throw new Error('no policy');
    expect(referencedRules(view, policy).map(({ metadata }) => metadata?.name)).toEqual(names);
  });
});

const PRINCIPAL = {
  rules: [{ from: [{ source: { principals: ['cluster.local/ns/bookinfo/sa/ratings'] } }] }],
};
const RATINGS = { selector: { matchLabels: { app: 'ratings' } } };

describe('KIA0105', () => {
  // Columns: with auto mTLS, without. `.` is not tested by Kiali.
  it.each([
    ['G01', '', '01'],
    ['G02', 'nPA STRICT', '01'],
    ['G03', 'nPA PERM', '01'],
    ['G04', 'nPA STRICT + nDR IM', '00'],
    ['G05', 'nPA PERM + nDR IM', '00'],
    ['G06', 'nDR IM', '01'],
    ['G07', 'nPA DIS', '11'],
    ['G08', 'nDR DIS', '11'],
    ['G09', 'mPA DIS', '11'],
    ['G10', 'mDR DIS', '11'],
    ['G11', 'mPA PERM', '01'],
    ['G12', 'mDR IM', '01'],
    ['G13', 'mPA PERM + mDR IM', '00'],
    ['G14', 'mPA STRICT + mDR IM', '00'],
    ['G15', 'mPA STRICT + mDR IM + nDR DIS', '11'],
    ['G16', 'mPA PERM + mDR IM + nDR DIS', '11'],
    ['G17', 'nDR DIS', '11'],
    ['G18', 'mPA PERM + nPA PERM + wPA STRICT + sDR IM', '00'],
    ['G19', 'nPA STRICT + nDR MU + wPA DIS + sDR DIS', '.1'],
    ['G20', 'nPA STRICT + wPA DIS', '1.'],
    ['G21', 'nPA STRICT + nDR MU + wPA PERM + sDR IM', '00'],
    ['G22', 'nPA STRICT + nDR MU + wPA PERM + sDR DIS', '11'],
    ['G24', 'nDR IM + mPA PERM', '11'],
    ['G25', 'nPA STRICT + mPA DIS', '01'],
  ])('%s %s', (_, notation, expected) => {
    const seen = [true, false].map((autoMtls) => {
      const objects = { ...objectsOf(notation), ...authorization({ ...RATINGS, ...PRINCIPAL }) };
      return complaints(viewOf(objects, { autoMtls }), 'AuthorizationPolicy').length;
    });
    expect(seen.map((count, at) => (expected[at] === '.' ? '.' : String(count))).join('')).toBe(expected);
  });

  it.each([
    ['G71', 'nPA DIS'],
    ['G101', 'mDR DIS'],
  ])('%s nothing about a policy without an identity', (_, notation) => {
    const ap = authorization({ ...RATINGS, rules: [{ to: [{ operation: { ports: ['9080'] } }] }] });
    expect(complaints(viewOf({ ...objectsOf(notation), ...ap }), 'AuthorizationPolicy')).toEqual([]);
  });

  it('G23 names the field', () => {
    const ap = authorization({ rules: [{ from: [{ source: { namespaces: ['bookinfo*'] } }] }] });
    const objects = { ...objectsOf('mPA PERM'), ...ap };
    expect(complaints(viewOf(objects), 'AuthorizationPolicy')).toEqual([]);
    expect(complaints(viewOf(objects, { autoMtls: false }), 'AuthorizationPolicy')).toEqual([
      'KIA0105 spec/rules[0]/from[0]/source/namespaces',
    ]);
  });

  const source = (field: string) => ({ from: [{ source: { [field]: ['x/ns/*'] } }] });
  const when = (key: string) => ({ when: [{ key, values: ['x'] }] });
  it.each([
    ['G30', source('principals'), true],
    ['G31', source('notPrincipals'), true],
    ['G32', source('namespaces'), true],
    ['G33', source('notNamespaces'), true],
    ['G34', when('source.principal'), true],
    ['G35', when('source.namespace'), true],
    ['G36', when('connection.sni'), true],
    ['G37', { ...source('requestPrincipals'), ...when('destination.port') }, false],
    ['G38', when('source.ip'), false],
    ['G39', source('ipBlocks'), false],
    ['G40', null, false],
  ])('%s %j', (_, rules, needs) => {
    const ap = authorization(rules === null ? {} : { rules: [rules] });
    const view = viewOf({ ...objectsOf('nPA DIS'), ...ap });
    expect(complaints(view, 'AuthorizationPolicy').some((text) => text.startsWith('KIA0105'))).toBe(needs);
  });
});

describe('principals', () => {
  const seen = (principal: string, domains: { trustDomainAliases?: string[] } = {}) => {
    const ap = authorization({ rules: [{ from: [{ source: { principals: [principal] } }] }] });
    return complaints(viewOf(ap, domains), 'AuthorizationPolicy');
  };
  const AT = 'spec/rules[0]/from[0]/source/principals[0]';
  it.each([
    ['H01', 'cluster.local/ns/bookinfo/sa/ratings', []],
    ['H02', '*', []],
    ['H03', 'cluster.local/ns/bookinfo/sa/nobody', [`KIA0106 ${AT}`]],
    ['H05', 'example.org/ns/bookinfo/sa/ratings', [`KIA0108 ${AT}`]],
    ['H07', 'cluster.local/bookinfo/ratings', [`KIA0106 ${AT}`]],
    ['N06', 'cluster.local/ns/bookinfo/sa/wrong', [`KIA0106 ${AT}`]],
  ])('%s %s', (_, principal, expected) => {
    expect(seen(principal)).toEqual(expected);
  });

  it('H06 no other trust domain is known', () => {
    expect(seen('old.domain/ns/bookinfo/sa/ratings', { trustDomainAliases: [] })).toEqual([`KIA0108 ${AT}`]);
  });

  it('H08 an alias of the trust domain', () => {
    expect(seen('old.domain/ns/bookinfo/sa/ratings', { trustDomainAliases: ['old.domain'] })).toEqual([]);
  });
});

it('reads the root namespace of the control plane, not that of istiod', () => {
  const { peerauthentications } = objectsOf('mPA STRICT');
  expect(peerauthentications[0]?.metadata?.namespace).toBe(ROOT);
  const view = viewOf({ peerauthentications }, { autoMtls: false, rootNamespace: 'config' });
  expect(complaints(view, 'PeerAuthentication')).toEqual(['KIA0501 spec/mtls']);
});
