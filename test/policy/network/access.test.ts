import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { networkDoubt } from '../../../src/policy/network/access.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { snapshot } from '../objects.ts';
import { LISTENER, NAMESPACES, PROBE, policy, TARGET } from './ends.ts';

function ingress(specs: unknown[], target = TARGET, probe = PROBE, objects: Partial<Snapshot> = {}) {
  const networkpolicies = specs.map((spec, at) => policy(spec, 'app', `np${at}`));
  const index = buildIndex(snapshot({ networkpolicies, namespaces: NAMESPACES, ...objects }));
  return networkDoubt(index, 'ingress', target, probe, LISTENER)?.access ?? 'allowed';
}

/** The access that one policy gives whose only rule has these peers and ports. */
const from = (peers: unknown, ports?: unknown) =>
  ingress([{ podSelector: {}, ingress: [{ from: peers, ...(ports === undefined ? {} : { ports }) }] }]);

describe('which policies hold (networking.k8s.io/v1)', () => {
  test.each<[string, unknown[], string]>([
    ['none', [], 'allowed'],
    ['an empty podSelector', [{ podSelector: {} }], 'denied'],
    ['a podSelector that fits', [{ podSelector: { matchLabels: { app: 'a' } } }], 'denied'],
    ['one that does not', [{ podSelector: { matchLabels: { app: 'b' } } }], 'allowed'],
    [
      'expressions that fit',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] } }],
      'denied',
    ],
    [
      'expressions that do not',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }],
      'allowed',
    ],
    [
      'labels fit and expressions do not',
      [{ podSelector: { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'x', operator: 'Exists' }] } }],
      'allowed',
    ],
    ['about egress only', [{ podSelector: {}, policyTypes: ['Egress'] }], 'allowed'],
    ['ingress by default, with egress rules too', [{ podSelector: {}, egress: [{}] }], 'denied'],
    ['an empty rule lets all in', [{ podSelector: {}, ingress: [{}] }], 'allowed'],
    [
      'the rules of all policies add up',
      [{ podSelector: {} }, { podSelector: {}, ingress: [{}] }],
      'allowed',
    ],
    [
      'an operator that is none',
      [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'Near' }] } }],
      'unknown',
    ],
    ['rules that are none', [{ podSelector: {}, ingress: ['x'] }], 'unknown'],
  ])('%s', (_name, specs, expected) => {
    expect(ingress(specs)).toBe(expected);
  });

  test('a policy of another namespace says nothing', () => {
    const networkpolicies = [policy({ podSelector: {} }, 'other')];
    const index = buildIndex(snapshot({ networkpolicies }));
    expect(networkDoubt(index, 'ingress', TARGET, PROBE, LISTENER)).toBeNull();
  });

  test('a pod on the host network may be out of reach of policies', () => {
    expect(ingress([{ podSelector: {} }], { ...TARGET, hostNetwork: true })).toBe('unknown');
  });

  test('a policy that was left out may say anything', () => {
    const networkpolicies = [{ metadata: { name: 'odd', namespace: 'app' }, spec: 7 }];
    const objects = { networkpolicies } as unknown as Partial<Snapshot>;
    expect(ingress([], TARGET, PROBE, objects)).toBe('unknown');
  });

  test('names the policies, sorted', () => {
    const networkpolicies = ['d', 'b', 'c', 'a'].map((name) => policy({ podSelector: {} }, 'app', name));
    const doubt = networkDoubt(buildIndex(snapshot({ networkpolicies })), 'ingress', TARGET, PROBE, LISTENER);
    expect(doubt?.reason).toBe('NetworkPolicy app/a, app/b, app/c and 1 more does not let it through');
    expect(doubt?.policies.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('peers', () => {
  test.each<[string, unknown, string]>([
    ['absent', undefined, 'allowed'],
    ['an empty list', [], 'allowed'],
    ['our namespace and any pod', [{ namespaceSelector: { matchLabels: { team: 'sec' } } }], 'allowed'],
    [
      'our namespace by its name',
      [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'probes' } } }],
      'allowed',
    ],
    ['all namespaces', [{ namespaceSelector: {} }], 'allowed'],
    ['another namespace', [{ namespaceSelector: { matchLabels: { team: 'shop' } } }], 'denied'],
    ['a podSelector alone means the policy’s own namespace', [{ podSelector: {} }], 'denied'],
    [
      'both, and both fit',
      [{ namespaceSelector: {}, podSelector: { matchLabels: { role: 'probe' } } }],
      'allowed',
    ],
    [
      'both, and the pod does not',
      [{ namespaceSelector: {}, podSelector: { matchLabels: { role: 'x' } } }],
      'denied',
    ],
    ['two peers, one fits', [{ podSelector: {} }, { namespaceSelector: {} }], 'allowed'],
    ['a block: our address is not known', [{ ipBlock: { cidr: '10.0.0.0/8' } }], 'unknown'],
    ['a peer of nothing', [{}], 'unknown'],
  ])('%s', (_name, peers, expected) => {
    expect(from(peers)).toBe(expected);
  });

  test('where namespaces may not be listed their labels are not known', () => {
    const rule = (selector: unknown) => [
      { podSelector: {}, ingress: [{ from: [{ namespaceSelector: selector }] }] },
    ];
    const unlisted = { namespaces: [] };
    expect(ingress(rule({ matchLabels: { team: 'shop' } }), TARGET, PROBE, unlisted)).toBe('unknown');
    expect(ingress(rule({}), TARGET, PROBE, unlisted)).toBe('allowed');
    const byName = { matchLabels: { 'kubernetes.io/metadata.name': 'app' } };
    expect(ingress(rule(byName), TARGET, PROBE, unlisted)).toBe('denied');
  });
});

describe('ports', () => {
  test.each<[string, unknown, string]>([
    ['an empty list', [], 'allowed'],
    ['every TCP port', [{ protocol: 'TCP' }], 'allowed'],
    ['TCP unless said', [{ port: 8080 }], 'allowed'],
    ['UDP', [{ protocol: 'UDP', port: 8080 }], 'denied'],
    ['another port', [{ port: 80 }], 'denied'],
    ['a name of the pod', [{ port: 'web' }], 'allowed'],
    ['another name', [{ port: 'admin' }], 'denied'],
    ['a range', [{ port: 8000, endPort: 8080 }], 'allowed'],
    ['a range below', [{ port: 8000, endPort: 8079 }], 'denied'],
    ['one of two', [{ port: 80 }, { port: 8080 }], 'allowed'],
    ['a range the wrong way round', [{ port: 9000, endPort: 1 }], 'unknown'],
    ['a port that is none', [{ port: 99_999 }], 'unknown'],
    ['a protocol that is none', [{ protocol: 'QUIC', port: 80 }], 'unknown'],
    ['a list that is none', 7, 'unknown'],
  ])('%s', (_name, ports, expected) => {
    expect(from([], ports)).toBe(expected);
  });
});
