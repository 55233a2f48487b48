import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthority } from '../../src/certificate/authority.ts';

const authority = await createAuthority('cluster.local');
const root = new X509Certificate(authority.root);
const spiffe = { type: 'url', value: 'spiffe://cluster.local/ns/shop/sa/web' } as const;

test('the root is a CA that signs itself and lives for a day', async () => {
  expect(root.ca).toBe(true);
  expect(root.subject).toBe('O=cluster.local');
  expect(root.checkIssued(root)).toBe(true);
  expect(root.verify(root.publicKey)).toBe(true);
  expect(Date.parse(root.validTo) - Date.parse(root.validFrom)).toBe(25 * 3_600_000);
});

test('a workload certificate has its name in the SAN alone, and its own key', async () => {
  const { cert, key } = await authority.issue({ names: [spiffe] });
  const leaf = new X509Certificate(cert);
  expect(leaf.subjectAltName).toBe('URI:spiffe://cluster.local/ns/shop/sa/web');
  expect(leaf.subject ?? '').toBe('');
  expect(leaf.ca).toBe(false);
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.verify(leaf.publicKey)).toBe(false);
  expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  expect(key).toContain('BEGIN PRIVATE KEY');
  expect(cert).toContain(authority.root);
});

test('host names and addresses', async () => {
  const names = [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ] as const;
  const leaf = new X509Certificate((await authority.issue({ names })).cert);
  expect(leaf.checkHost('localhost')).toBe('localhost');
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf.checkHost('elsewhere')).toBeUndefined();
});

test('no two have the same serial number', async () => {
  const issued = await Promise.all(Array.from({ length: 50 }, () => authority.issue({ names: [spiffe] })));
  expect(new Set(issued.map(({ cert }) => new X509Certificate(cert).serialNumber)).size).toBe(50);
});

test('a certificate that has expired', async () => {
  const notAfter = new Date('2020-02-29T23:59:58Z');
  const leaf = new X509Certificate((await authority.issue({ names: [spiffe], notAfter })).cert);
  expect(leaf.validTo).toBe('Feb 29 23:59:58 2020 GMT');
});
