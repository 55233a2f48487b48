import type { TlsOptions } from 'node:tls';
import { expect, test } from 'vitest';
import { listTls } from '../../src/prober/list-tls.ts';
import { httpApplication } from '../support/tls/applications.ts';
import { certificateOf, evidenceOf } from '../support/tls/evidence.ts';
import { contextFor, measure, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { sidecar } from '../support/tls/sidecar.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const context = contextFor(ca.root);

async function details(application: ReturnType<typeof httpApplication>) {
  const [observation] = await measure(application, context, { dials: ['tls-details'] });
  return observation?.evidence;
}

const strict = (tls: TlsOptions) => sidecar('STRICT', { ca, leaf, tls }, httpApplication());
const MODERN = ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'];
const OLDER = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'];
const ciphers = [...MODERN, ...OLDER].join(':');

test('lists versions and suites in the order of the server, and no dial more than that takes', async () => {
  const seen = await details(strict({ ciphers, honorCipherOrder: true }));
  expect(seen?.details).toEqual({
    accepted: [
      { version: 'TLSv1.2', ciphers: OLDER },
      { version: 'TLSv1.3', ciphers: MODERN },
    ],
    complete: true,
  });
  // One dial for each suite, one for the end of each of two versions, one for each of the two old ones.
  expect(seen?.attempts).toBe(8);
});

test('a minimum of TLS 1.3 and a maximum of TLS 1.2', async () => {
  const versions = async (tls: TlsOptions) =>
    (await details(strict({ ciphers, ...tls })))?.details?.accepted.map(({ version }) => version);
  expect(await versions({ minVersion: 'TLSv1.3' })).toEqual(['TLSv1.3']);
  expect(await versions({ maxVersion: 'TLSv1.2' })).toEqual(['TLSv1.2']);
});

test('old versions are found where they are taken', async () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const seen = await details(strict(old));
  expect(seen?.details?.accepted.map(({ version }) => version)).toEqual(['TLSv1', 'TLSv1.1']);
});

test('a server that takes more than may be dialled is not listed to the end', async () => {
  const seen = await listTls(async ({ maxVersion: version, ciphers: offered }) => {
    const tls = { version, cipher: offered.split(':')[0] ?? '', alpn: null };
    return evidenceOf({ certificate: certificateOf([]), tls });
  });
  expect(seen).toMatchObject({ attempts: 24, details: { complete: false } });
  expect(seen.details?.accepted.flatMap((version) => version.ciphers)).toHaveLength(24);
});

test('without TLS one connection is enough', async () => {
  const seen = await details(httpApplication());
  expect(seen).toMatchObject({ attempts: 1, details: { accepted: [], complete: false } });
});
