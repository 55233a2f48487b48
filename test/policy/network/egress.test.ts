import { describe, expect, test } from 'vitest';
import { networkDoubt } from '../../../src/policy/network/access.ts';
import type { NetworkEnd } from '../../../src/policy/network/peer.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { snapshot } from '../objects.ts';
import { LISTENER, NAMESPACES, PROBE, policy, TARGET } from './ends.ts';

describe('egress of the probe', () => {
  const egress = (rules: unknown[], target: NetworkEnd = TARGET, types?: string[]) => {
    const spec = { podSelector: {}, egress: rules, ...(types && { policyTypes: types }) };
    const index = buildIndex(snapshot({ networkpolicies: [policy(spec, 'probes')], namespaces: NAMESPACES }));
    return networkDoubt(index, 'egress', PROBE, target, LISTENER)?.access ?? 'allowed';
  };
  const outside: NetworkEnd = { namespace: null, labels: {}, ip: '192.168.1.1', hostNetwork: false };

  test.each<[string, string]>([
    ['an egress list without rules is none where policyTypes is absent', egress([])],
    ['a block for an address outside', egress([{ to: [{ ipBlock: { cidr: '192.168.0.0/16' } }] }], outside)],
    [
      'the namespace of the target',
      egress([{ to: [{ namespaceSelector: { matchLabels: { team: 'shop' } } }] }]),
    ],
    ['the port by its name at the target', egress([{ ports: [{ port: 'web' }] }])],
  ])('%s: let through', (_name, access) => {
    expect(access).toBe('allowed');
  });

  test.each<[string, string]>([
    ['no rule', egress([], TARGET, ['Egress'])],
    ['another namespace', egress([{ to: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }])],
    ['a block elsewhere', egress([{ to: [{ ipBlock: { cidr: '10.1.0.0/16' } }] }])],
    [
      'the exception of a block',
      egress([{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/24'] } }] }]),
    ],
    ['pods, where the address is outside', egress([{ to: [{ podSelector: {} }] }], outside)],
  ])('%s: denied', (_name, access) => {
    expect(access).toBe('denied');
  });

  test.each<[string, string]>([
    [
      'a block around a pod',
      egress([{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }]),
    ],
    ['a block that is none', egress([{ to: [{ ipBlock: { cidr: 'all' } }] }])],
    [
      'a pod on the host network',
      egress([{ to: [{ namespaceSelector: {} }] }], { ...TARGET, hostNetwork: true }),
    ],
  ])('%s: unknown', (_name, access) => {
    expect(access).toBe('unknown');
  });
});
