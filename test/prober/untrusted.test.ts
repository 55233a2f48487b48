import { expect, test } from 'vitest';
import { untrustedCertificates } from '../../src/certificate/untrusted.ts';
import type { Batch } from '../../src/model/plan.ts';
import { type Application, httpApplication } from '../support/tls/applications.ts';
import { contextFor, measure, outcomesOf, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { sidecar } from '../support/tls/sidecar.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const context = contextFor(ca.root, { untrusted: await untrustedCertificates('cluster.local') });
const DIALS: Batch['dials'] = ['tls-mesh', 'tls12', 'mtls-untrusted', 'mtls-expired', 'mtls-foreign'];
const dial = (application: Application) => measure(application, context, { dials: DIALS });

test('a sidecar that verifies nothing answers whatever certificate is shown', async () => {
  const careless = sidecar('STRICT', { ca, leaf, tls: { rejectUnauthorized: false } }, httpApplication());
  const seen = await dial(careless);
  expect(outcomesOf(seen)).toMatchObject({
    'mtls-untrusted': 'replied',
    'mtls-expired': 'replied',
    'mtls-foreign': 'replied',
  });
  expect(seen.every(({ meshCertificate }) => meshCertificate)).toBe(true);
});

test('TLS 1.2 is told by the certificate that is shown in it, also when the handshake is then refused', async () => {
  const strict = sidecar('STRICT', { ca, leaf }, httpApplication());
  const tls12 = (await dial(strict)).find((one) => one.dial === 'tls12');
  expect(tls12).toMatchObject({
    outcome: 'certificate-required',
    meshCertificate: true,
    evidence: { alert: 40, handshake: false, tls: { version: 'TLSv1.2' } },
  });
  const modern = sidecar('STRICT', { ca, leaf, tls: { minVersion: 'TLSv1.3' } }, httpApplication());
  const refused = (await dial(modern)).find((one) => one.dial === 'tls12');
  expect(refused).toMatchObject({ outcome: 'version-refused', meshCertificate: false });
});

test('where nothing shows a certificate of the mesh these dials are not made', async () => {
  const seen = await dial(httpApplication());
  expect(seen.slice(1).map(({ reason }) => reason)).toEqual(Array(4).fill('no-mesh-certificate'));
});
