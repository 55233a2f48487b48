import { expect, test } from 'vitest';
import { acceptsTrustDomain, trustDomains } from '../../src/policy/trust-domains.ts';
import { MESH } from './objects.ts';

const source = { kind: 'ConfigMap', namespace: 'istio-system', name: 'istio' };
const READ = { ...MESH, sources: [source] };

test('certificates may have the domain of any control plane, and its aliases', () => {
  const other = { ...READ, trustDomain: 'b.org', trustDomainAliases: ['a.org'] };
  expect(trustDomains([READ, other])).toEqual(['a.org', 'b.org', 'cluster.local']);
});

test('any domain where a configuration could not be read', () => {
  expect(trustDomains([READ, MESH])).toBeNull();
});

test.each([
  ['cluster.local', {}, true],
  ['b.org', {}, false],
  ['b.org', { trustDomainAliases: ['b.org'] }, true],
  ['b.org', { foreignTrustDomains: ['b.org'] }, true],
  ['b.org', { flags: { PILOT_SKIP_VALIDATE_TRUST_DOMAIN: true } }, true],
])('a client of %s, settings %j: accepted %s (istio-semantics 2.4)', (domain, change, accepted) => {
  expect(acceptsTrustDomain({ ...MESH, ...change }, domain)).toBe(accepted);
});
