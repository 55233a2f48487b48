import { describe, expect, it, test } from 'vitest';
import type { PeerAuthentication } from '../../src/model/istio.ts';
import type { MeshSettings, Mode } from '../../src/model/policy.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { serverPolicy } from '../../src/policy/server.ts';
import { MESH, peer, pod, snapshot } from './objects.ts';

const ROOT = 'istio-system';
const selector = { matchLabels: { app: 'a' } };
const mtls = (mode: string) => ({ mtls: { mode } });

function decide(policies: PeerAuthentication[], port = 8080, namespace = 'app', mesh: MeshSettings = MESH) {
  const index = buildIndex(snapshot({ peerauthentications: policies }));
  return serverPolicy(index, mesh, pod('a', '10.0.0.1', {}, namespace), port);
}

type Vector = [string, PeerAuthentication[], Mode, number?, string?];

/** istio-semantics section 13, server side. */
const VECTORS: Vector[] = [
  ['1: nothing', [], 'PERMISSIVE'],
  ['2: mesh STRICT', [peer(ROOT, mtls('STRICT'))], 'STRICT'],
  ['3: namespace UNSET inherits', [peer(ROOT, mtls('STRICT')), peer('app', mtls('UNSET'))], 'STRICT'],
  ['4: namespace over mesh', [peer(ROOT, mtls('STRICT')), peer('app', mtls('PERMISSIVE'))], 'PERMISSIVE'],
  [
    '5: workload without mtls inherits',
    [peer('app', mtls('STRICT')), peer('app', { selector }, { name: 'w' })],
    'STRICT',
  ],
  [
    '6: workload over namespace',
    [peer('app', mtls('STRICT')), peer('app', { selector, ...mtls('DISABLE') }, { name: 'w' })],
    'DISABLE',
  ],
  [
    '7: a selector in the root namespace is dead',
    [peer(ROOT, mtls('PERMISSIVE')), peer(ROOT, { selector, ...mtls('STRICT') }, { name: 'w' })],
    'PERMISSIVE',
  ],
  [
    '8: also for pods of the root namespace',
    [peer(ROOT, mtls('PERMISSIVE')), peer(ROOT, { selector, ...mtls('STRICT') }, { name: 'w' })],
    'PERMISSIVE',
    8080,
    ROOT,
  ],
  [
    '9: the older of two',
    [
      peer('app', mtls('STRICT'), { name: 'a', age: 5 }),
      peer('app', mtls('PERMISSIVE'), { name: 'b', age: 4 }),
    ],
    'PERMISSIVE',
  ],
  [
    '10: the name breaks a tie',
    [peer('app', mtls('STRICT'), { name: 'b' }), peer('app', mtls('PERMISSIVE'), { name: 'a' })],
    'PERMISSIVE',
  ],
  [
    '11: the older one wins though it is UNSET',
    [
      peer('app', mtls('PERMISSIVE')),
      peer('app', { selector, ...mtls('UNSET') }, { name: 'w1', age: 1 }),
      peer('app', { selector, ...mtls('STRICT') }, { name: 'w2', age: 2 }),
    ],
    'PERMISSIVE',
  ],
  [
    '12: a port over its workload',
    [peer('app', { selector, ...mtls('STRICT'), portLevelMtls: { '8080': { mode: 'DISABLE' } } })],
    'DISABLE',
  ],
  [
    '12: other ports keep the workload',
    [peer('app', { selector, ...mtls('STRICT'), portLevelMtls: { '8080': { mode: 'DISABLE' } } })],
    'STRICT',
    9090,
  ],
  [
    '13: a Service port number means nothing',
    [peer('app', { selector, ...mtls('PERMISSIVE'), portLevelMtls: { '80': { mode: 'STRICT' } } })],
    'PERMISSIVE',
  ],
  [
    '13: that container port itself is STRICT',
    [peer('app', { selector, ...mtls('PERMISSIVE'), portLevelMtls: { '80': { mode: 'STRICT' } } })],
    'STRICT',
    80,
  ],
  [
    '14: a port UNSET inherits',
    [peer('app', { selector, ...mtls('PERMISSIVE'), portLevelMtls: { '8080': { mode: 'UNSET' } } })],
    'PERMISSIVE',
  ],
  [
    '15: ports need a selector',
    [peer('app', { ...mtls('PERMISSIVE'), portLevelMtls: { '8080': { mode: 'STRICT' } } })],
    'PERMISSIVE',
  ],
  [
    '16: ports of the younger one do not count',
    [
      peer('app', { selector, ...mtls('STRICT') }, { name: 'w1', age: 1 }),
      peer(
        'app',
        { selector, ...mtls('STRICT'), portLevelMtls: { '8080': { mode: 'DISABLE' } } },
        { name: 'w2', age: 2 },
      ),
    ],
    'STRICT',
  ],
  ['an empty selector is none', [peer('app', { selector: {}, ...mtls('STRICT') })], 'STRICT'],
  ['an unknown mode inherits', [peer(ROOT, mtls('STRICT')), peer('app', mtls('ALWAYS'))], 'STRICT'],
  ['another namespace has no say', [peer('other', mtls('STRICT'))], 'PERMISSIVE'],
];

describe('serverPolicy', () => {
  test.each(VECTORS)('vector %s', (_name, policies, mode, port, namespace) => {
    expect(decide(policies, port, namespace).mode).toBe(mode);
    expect(decide(policies.toReversed(), port, namespace).mode).toBe(mode);
  });

  it('17, 18: leaves policies of another revision to that revision', () => {
    const canary = [peer('app', mtls('STRICT'), { labels: { 'istio.io/rev': 'canary' } })];
    expect(decide(canary, 8080, 'app', { ...MESH, revision: 'stable' }).mode).toBe('PERMISSIVE');
    expect(decide(canary).mode).toBe('PERMISSIVE');
    expect(decide(canary, 8080, 'app', { ...MESH, revision: 'canary' }).mode).toBe('STRICT');
  });

  it('names what decided, and why the others lost', () => {
    const found = decide([
      peer(ROOT, { selector, ...mtls('STRICT') }, { name: 'dead' }),
      peer('app', mtls('STRICT'), { name: 'ns', age: 1 }),
      peer('app', mtls('DISABLE'), { name: 'late', age: 2 }),
      peer('app', { selector: { matchLabels: { app: 'b' } } }, { name: 'elsewhere' }),
    ]);
    expect(found).toMatchObject({
      mode: 'STRICT',
      level: 'namespace',
      decidedBy: { kind: 'PeerAuthentication', namespace: 'app', name: 'ns' },
    });
    expect(found.rejected.map(({ object, why }) => `${object.name}: ${why}`)).toEqual([
      'dead: a policy with a selector in the root namespace has no effect',
      'late: ns is older, and only the oldest policy of a level counts',
    ]);
  });

  it('says default where nothing decides', () => {
    expect(decide([])).toEqual({ mode: 'PERMISSIVE', decidedBy: null, level: 'default', rejected: [] });
  });
});
