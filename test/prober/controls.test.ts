import { expect, test } from 'vitest';
import { createAuthority } from '../../src/certificate/authority.ts';
import { untrustedCertificates } from '../../src/certificate/untrusted.ts';
import { runControls, runMeshControls } from '../../src/prober/controls.ts';
import { contextFor, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';

const ca = await createMeshCa();
const other = await createMeshCa();
const untrusted = await untrustedCertificates('cluster.local');
const verdicts = (lines: Awaited<ReturnType<typeof runControls>>) =>
  Object.fromEntries(lines.map(({ name, ok }) => [name, ok]));

test('each sees what is there', async () => {
  const lines = await runControls('127.0.0.1', contextFor(ca.root, { untrusted }));
  expect(verdicts(lines), JSON.stringify(lines)).toEqual({
    'must-answer': true,
    'must-refuse': true,
    'must-wait': true,
    ...(process.platform === 'linux' && { 'must-drop': true }),
    'must-demand': true,
  });
});

test('connect-to leads none of them elsewhere', async () => {
  const anywhere = new Proxy({}, { get: () => '127.0.0.1:1', has: () => true });
  const lines = await runControls('127.0.0.1', contextFor(ca.root, { untrusted, connectTo: anywhere }));
  expect(verdicts(lines)).toMatchObject({ 'must-answer': true, 'must-demand': true });
});

test('a certificate of our own making that counts as the mesh’s is a failure', async () => {
  const [, issuer = ''] = untrusted['mtls-untrusted'].cert.split(
    /(?<=-----END CERTIFICATE-----\n?)(?=-----BEGIN)/,
  );
  const lines = await runControls('127.0.0.1', contextFor(issuer, { untrusted }));
  expect(verdicts(lines)).toMatchObject({ 'must-answer': true, 'must-demand': false });
});

test('the mesh certificate must be good enough for a server of the mesh', async () => {
  const accept = async (root: string, leaf: { cert: string; key: string }, known = ca.root) => {
    const certificate = { ...leaf, root };
    const [line] = await runMeshControls('127.0.0.1', contextFor(known, { certificate }));
    return [line?.ok, line?.detail];
  };
  const leaf = await ca.issue({ uri: SPIFFE_ID });
  expect(await accept(ca.root, leaf)).toEqual([true, 'connected, 18 bytes, eof']);
  expect(await accept(other.root, leaf)).toEqual([false, 'connected, 0 bytes, eof']);
  expect(await accept(ca.root, leaf, other.root)).toEqual([false, 'it is not from a root of the mesh']);
  const authority = await createAuthority('cluster.local');
  const late = await authority.issue({
    names: [{ type: 'url', value: SPIFFE_ID }],
    notAfter: new Date(Date.now() - 60_000),
  });
  expect(await accept(authority.root, late, authority.root)).toEqual([false, 'connected, 0 bytes, eof']);
});
