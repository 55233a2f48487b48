import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { untrustedCertificates } from '../../src/certificate/untrusted.ts';
import { UNTRUSTED_DIALS } from '../../src/model/plan.ts';
import { parseRoots } from '../../src/prober/roots.ts';

const pairs = await untrustedCertificates('example.org');
const chainOf = (dial: (typeof UNTRUSTED_DIALS)[number]) => parseRoots([pairs[dial].cert]);

test('each is a workload certificate of one CA that nobody knows, with its own key', () => {
  const names = UNTRUSTED_DIALS.map((dial) => {
    const [leaf, root] = chainOf(dial);
    if (!leaf || !root) throw new Error('no chain');
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(pairs[dial].key).toContain('BEGIN PRIVATE KEY');
    return leaf.subjectAltName;
  });
  const own = 'URI:spiffe://example.org/ns/default/sa/default';
  expect(names).toEqual([own, own, 'URI:spiffe://not-example.org/ns/default/sa/default']);
});

test('only one of them has expired', () => {
  const expired = UNTRUSTED_DIALS.filter((dial) => Date.parse(chainOf(dial)[0]?.validTo ?? '') < Date.now());
  expect(expired).toEqual(['mtls-expired']);
});

test('a trust domain that fits no certificate is not used', async () => {
  const { 'mtls-untrusted': pair } = await untrustedCertificates('é\n, URI:x');
  expect(new X509Certificate(pair.cert).subjectAltName).toBe(
    'URI:spiffe://cluster.local/ns/default/sa/default',
  );
});
