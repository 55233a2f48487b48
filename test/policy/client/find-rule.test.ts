import { describe, expect, it } from 'vitest';
import { findRule } from '../../../src/policy/client/find-rule.ts';
import { readRule } from '../../../src/policy/client/rule.ts';
import { rule } from './objects.ts';

const HOST = 'svc.s.svc.cluster.local';
const QUERY = {
  clientNamespace: 'c',
  clientLabels: { app: 'client' },
  serviceNamespace: 's',
  host: HOST,
  rootNamespace: 'r',
  defaultExportTo: ['*'],
  since124: true,
  mergesByExportTo: true,
  ownNameIsPrivate: false,
};
const DISABLE = { trafficPolicy: { tls: { mode: 'DISABLE' } } };
const MUTUAL = { trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } };

const find = (rules: ReturnType<typeof rule>[], change: Partial<typeof QUERY> = {}) => {
  const { entry, place } = findRule(
    rules.map((object) => readRule(object, 'cluster.local')),
    { ...QUERY, ...change },
  );
  return entry === null ? null : `${place} ${entry.policyFrom.name} ${entry.policy?.tls?.mode ?? 'none'}`;
};

/** istio-semantics 3.2. */
describe('look-up', () => {
  it('takes the most specific host, then the longest wildcard', () => {
    const rules = [
      rule('s', 'all', { host: '*', ...DISABLE }),
      rule('s', 'local', { host: '*.local', ...DISABLE }),
      rule('s', 'ns', { host: '*.s.svc.cluster.local', ...MUTUAL }),
    ];
    expect(find(rules)).toBe('service ns ISTIO_MUTUAL');
    expect(find([...rules, rule('s', 'exact', { host: HOST, ...DISABLE })])).toBe('service exact DISABLE');
  });

  it('does not fall back to a less specific host of the same namespace', () => {
    const rules = [
      rule('s', 'hidden', { host: HOST, exportTo: ['x'], ...DISABLE }),
      rule('s', 'wide', { host: '*.local', ...DISABLE }),
    ];
    expect(find(rules)).toBeNull();
  });

  it('a rule exported only to other namespaces is invisible at home', () => {
    expect(find([rule('c', 'away', { host: HOST, exportTo: ['x'], ...DISABLE })])).toBeNull();
  });

  it('a client in the root namespace sees private rules there first', () => {
    const rules = [
      rule('r', 'private', { host: '*.local', exportTo: ['.'], ...DISABLE }),
      rule('s', 'exact', { host: HOST, ...MUTUAL }),
    ];
    expect(find(rules, { clientNamespace: 'r' })).toBe('client private DISABLE');
    expect(find(rules.slice(1), { clientNamespace: 'r' })).toBe('service exact ISTIO_MUTUAL');
  });

  it('Istio 1.20.0 takes a rule that names its own namespace for private', () => {
    const rules = [rule('s', 'dr', { host: HOST, exportTo: ['s', 'c'], ...DISABLE })];
    expect(find(rules)).toBe('service dr DISABLE');
    expect(find(rules, { ownNameIsPrivate: true })).toBeNull();
  });

  it('honours the mesh default of exportTo', () => {
    const rules = [rule('s', 'dr', { host: HOST, ...DISABLE })];
    expect(find(rules)).toBe('service dr DISABLE');
    expect(find(rules, { defaultExportTo: ['.'] })).toBeNull();
  });
});

describe('merge', () => {
  it('adopts a trafficPolicy only when there is none', () => {
    const bare = rule('s', 'bare', { host: HOST, subsets: [{ name: 'v1' }] });
    expect(find([bare, rule('s', 'late', { host: HOST, ...DISABLE })])).toBe('service late DISABLE');
  });

  it('checked: unset exportTo is a class of its own, and the last entry is used', () => {
    const rules = [
      rule('s', 'unset', { host: HOST, ...DISABLE }),
      rule('s', 'star', { host: HOST, exportTo: ['*'], ...MUTUAL }),
    ];
    expect(find(rules)).toBe('service star ISTIO_MUTUAL');
    expect(find(rules, { since124: false, mergesByExportTo: false })).toBe('service unset DISABLE');
  });

  it('checked: exportTo ["."] is lost beside a rule with a workloadSelector', () => {
    const selecting = rule('c', 'selecting', {
      host: HOST,
      workloadSelector: { matchLabels: { app: 'other' } },
      ...MUTUAL,
    });
    expect(find([selecting, rule('c', 'dot', { host: HOST, exportTo: ['.'], ...DISABLE })])).toBeNull();
    expect(find([selecting, rule('c', 'unset', { host: HOST, ...DISABLE })])).toBe('client unset DISABLE');
  });
});

describe('workloadSelector', () => {
  const own = rule('c', 'own', {
    host: HOST,
    workloadSelector: { matchLabels: { app: 'client' } },
    ...DISABLE,
  });
  const other = rule('c', 'other', {
    host: HOST,
    workloadSelector: { matchLabels: { app: 'x' } },
    ...DISABLE,
  });
  const all = rule('c', 'all', { host: HOST, ...MUTUAL });

  it('a rule that selects the client wins', () => {
    expect(find([all, other, own])).toBe('client own DISABLE');
  });

  it('else the rule without a selector', () => {
    expect(find([all, other])).toBe('client all ISTIO_MUTUAL');
  });

  it('a host with other selectors alone stops the search', () => {
    expect(find([other, rule('s', 'exact', { host: HOST, ...MUTUAL })])).toBeNull();
  });
});
