import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { leadsTo } from '../../src/prober/certificate.ts';
import { parseRoots } from '../../src/prober/roots.ts';
import { httpApplication, tlsApplication } from '../support/tls/applications.ts';
import { contextFor, measure, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';

const ca = await createMeshCa();
const other = await createMeshCa();
const direct = await ca.issue({ uri: SPIFFE_ID });
const below = await (await ca.intermediate()).issue({ uri: SPIFFE_ID });
const chainOf = (...pems: string[]) => parseRoots([pems.join('\n')]);

test('a leaf of the root, with and without the root in the chain', () => {
  expect(leadsTo(chainOf(direct.cert), parseRoots([ca.root]))).toBe(true);
  expect(leadsTo(chainOf(direct.cert, ca.root), parseRoots([other.root, ca.root]))).toBe(true);
});

test('a leaf of another root of the same name', async () => {
  expect(leadsTo(chainOf(direct.cert), parseRoots([other.root]))).toBe(false);
  // Sending the right root along proves nothing.
  expect(leadsTo(chainOf((await other.issue({ uri: SPIFFE_ID })).cert, ca.root), parseRoots([ca.root]))).toBe(
    false,
  );
});

test('a leaf below an intermediate needs it in the chain', () => {
  expect(leadsTo(chainOf(below.cert), parseRoots([ca.root]))).toBe(true);
  const [leaf] = chainOf(below.cert);
  if (!leaf) throw new Error('no leaf');
  expect(leadsTo([leaf], parseRoots([ca.root]))).toBe(false);
  expect(leadsTo(chainOf(below.cert), parseRoots([other.root]))).toBe(false);
});

test('a chain that goes in a circle, or is empty', () => {
  const forged = chainOf(direct.cert, direct.cert);
  expect(leadsTo(forged, parseRoots([other.root]))).toBe(false);
  expect(leadsTo([], parseRoots([ca.root]))).toBe(false);
});

test('what was shown on the wire is told in full', async () => {
  const show = async (root: string) => {
    const server = tlsApplication(below, httpApplication());
    const [, mesh] = await measure(server, contextFor(root));
    return mesh?.evidence?.certificate;
  };
  const leaf = new X509Certificate(below.cert);
  expect(await show(ca.root)).toEqual({
    uris: [SPIFFE_ID],
    subject: 'O=workload',
    issuer: 'O=intermediate',
    key: 'EC prime256v1',
    notBefore: new Date(leaf.validFrom).toISOString(),
    notAfter: new Date(leaf.validTo).toISOString(),
    fingerprint256: leaf.fingerprint256,
    trusted: true,
  });
  expect(await show(other.root)).toMatchObject({ trusted: false });
  expect(await show('')).toMatchObject({ trusted: null });
});

test('parseRoots passes over what is not a certificate', () => {
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  expect(parseRoots([`text ${ca.root}\n${broken}\n${other.root}`, ''])).toHaveLength(2);
});
