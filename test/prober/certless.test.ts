import { beforeAll, describe, expect, test } from 'vitest';
import { observedMode } from '../../src/observe/mode.ts';
import {
  type Application,
  echoApplication,
  greetingApplication,
  httpApplication,
  silentApplication,
  tlsApplication,
} from '../support/tls/applications.ts';
import { contextFor, measure, outcomesOf, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa, type Leaf, type MeshCa } from '../support/tls/mesh-ca.ts';
import { sidecar } from '../support/tls/sidecar.ts';

let ca: MeshCa;
let leaf: Leaf;
let own: Leaf;

beforeAll(async () => {
  ca = await createMeshCa();
  leaf = await ca.issue({ uri: SPIFFE_ID });
  own = await (await createMeshCa()).issue({ dns: 'app.example' });
});

const dead: Application = (socket) => socket.end();
const applicationTls = () => tlsApplication(own, httpApplication());
const demanding = () =>
  tlsApplication({ ...own, requestCert: true, rejectUnauthorized: true }, httpApplication());

describe('mode and outcomes of the certless dials (measured.md sections 1 and 2)', () => {
  const cases: [string, () => Application, 'http' | 'token', string | null, string, string, string][] = [
    [
      'STRICT, http',
      () => sidecar('STRICT', { ca, leaf }, httpApplication()),
      'http',
      'STRICT',
      'closed-after-bytes',
      'certificate-required',
      'certificate-required',
    ],
    [
      'STRICT, tcp',
      () => sidecar('STRICT', { ca, leaf }, echoApplication),
      'token',
      'STRICT',
      'closed-after-bytes',
      'certificate-required',
      'certificate-required',
    ],
    [
      'STRICT, TLS 1.2 at most',
      () => sidecar('STRICT', { ca, leaf, tls: { maxVersion: 'TLSv1.2' } }, httpApplication()),
      'http',
      'STRICT',
      'closed-after-bytes',
      'certificate-required',
      'certificate-required',
    ],
    [
      'PERMISSIVE, tcp',
      () => sidecar('PERMISSIVE', { ca, leaf }, echoApplication),
      'token',
      'PERMISSIVE',
      'replied',
      'certificate-required',
      'not-tls',
    ],
    [
      'PERMISSIVE, own TLS',
      () => sidecar('PERMISSIVE', { ca, leaf }, applicationTls()),
      'token',
      'PERMISSIVE',
      'closed-after-bytes',
      'certificate-required',
      'application-tls',
    ],
    [
      'PERMISSIVE, dead',
      () => sidecar('PERMISSIVE', { ca, leaf }, dead),
      'token',
      'PERMISSIVE',
      'closed-after-bytes',
      'certificate-required',
      'closed-after-bytes',
    ],
    [
      'PERMISSIVE, silent',
      () => sidecar('PERMISSIVE', { ca, leaf }, silentApplication),
      'token',
      'PERMISSIVE',
      'silent',
      'certificate-required',
      'silent',
    ],
    ['no proxy, http', httpApplication, 'http', 'NONE', 'replied', 'not-tls', 'not-tls'],
    ['no proxy, server-first', () => greetingApplication, 'token', 'NONE', 'replied', 'not-tls', 'not-tls'],
    [
      'no proxy, own TLS',
      applicationTls,
      'token',
      'NONE',
      'closed-after-bytes',
      'application-tls',
      'application-tls',
    ],
    [
      'no proxy, demands a certificate',
      demanding,
      'token',
      'NONE',
      'closed-after-bytes',
      'certificate-required',
      'certificate-required',
    ],
    [
      'no proxy, dead',
      () => dead,
      'token',
      'NONE',
      'closed-after-bytes',
      'closed-after-bytes',
      'closed-after-bytes',
    ],
    ['no proxy, silent', () => silentApplication, 'token', 'NONE', 'silent', 'silent', 'silent'],
  ];
  test.concurrent.for(cases)(
    '%s',
    async ([, application, speak, mode, plaintext, mesh, plain], { expect }) => {
      // Only silence lasts until the time is up.
      const context = contextFor(ca.root, plain === 'silent' ? { timeout: 900 } : {});
      const observations = await measure(application(), context, { speak });
      // Where none of them was told anything a silent connection comes after them (test/prober/run-batch.test.ts).
      expect(outcomesOf(observations)).toMatchObject({ plaintext, 'tls-mesh': mesh, 'tls-plain': plain });
      expect(observedMode(observations)).toBe(mode);
    },
  );
});

test('a mesh certificate of another root is not the target’s', async () => {
  const other = await createMeshCa();
  const observations = await measure(
    sidecar('STRICT', { ca, leaf }, httpApplication()),
    contextFor(other.root),
  );
  expect(observations.map(({ meshCertificate }) => meshCertificate)).toEqual([false, false, false]);
  expect(observations[1]?.evidence?.certificate).toMatchObject({ uris: [SPIFFE_ID], trusted: false });
});
