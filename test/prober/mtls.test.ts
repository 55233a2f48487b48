import { expect, test } from 'vitest';
import {
  type Application,
  echoApplication,
  greetingApplication,
  httpApplication,
  silentApplication,
  tlsApplication,
} from '../support/tls/applications.ts';
import { contextFor, measure, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { sidecar } from '../support/tls/sidecar.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const other = await ca.issue({ uri: 'spiffe://cluster.local/ns/shop/sa/other' });
const certificate = {
  ...(await ca.issue({ uri: 'spiffe://cluster.local/ns/probe/sa/default' })),
  root: ca.root,
};

async function dial(application: Application, speak: 'http' | 'token' = 'http') {
  const context = contextFor(ca.root, { certificate, timeout: speak === 'http' ? 5000 : 1000 });
  const [observation] = await measure(application, context, { dials: ['mtls'], speak });
  return observation;
}

test('an HTTP request is answered through STRICT and PERMISSIVE', async () => {
  for (const mode of ['STRICT', 'PERMISSIVE'] as const) {
    const observation = await dial(sidecar(mode, { ca, leaf }, httpApplication()));
    expect(observation).toMatchObject({ outcome: 'replied', meshCertificate: true });
    expect(observation?.evidence).toMatchObject({ handshake: true, http: { status: 200 } });
    expect(observation?.evidence?.tls?.version).toBe('TLSv1.3');
  }
});

test('a token is echoed, a greeting read, silence told', async () => {
  const behind = (application: Application) => dial(sidecar('STRICT', { ca, leaf }, application), 'token');
  expect(await behind(echoApplication)).toMatchObject({ outcome: 'replied', meshCertificate: true });
  expect(await behind(greetingApplication)).toMatchObject({ evidence: { first: '220 ready..' } });
  expect(await behind(silentApplication)).toMatchObject({ outcome: 'silent', meshCertificate: true });
});

test('an application with its own TLS answers a ClientHello inside mTLS; one that is gone does not', async () => {
  const own = await ca.issue({ uri: 'spiffe://example.org/app' });
  const behind = (application: Application) => dial(sidecar('STRICT', { ca, leaf }, application), 'token');
  const alive = await behind(tlsApplication({ cert: own.cert, key: own.key }, echoApplication));
  expect(alive).toMatchObject({ outcome: 'replied', meshCertificate: true, evidence: { attempts: 2 } });
  const gone = await behind((socket) => socket.end());
  expect(gone).toMatchObject({
    outcome: 'closed-after-bytes',
    meshCertificate: true,
    evidence: { handshake: true },
  });
});

test('another service account of the mesh is not the target', async () => {
  const observation = await dial(sidecar('STRICT', { ca, leaf: other }, httpApplication()));
  expect(observation).toMatchObject({ outcome: 'application-tls', meshCertificate: false });
});

test('an application without a proxy does not speak TLS', async () => {
  expect(await dial(httpApplication())).toMatchObject({ outcome: 'not-tls', meshCertificate: false });
});

test('a client certificate that cannot be used fails the dial, not the program', async () => {
  const context = contextFor(ca.root, { certificate: { cert: 'none', key: 'none', root: '' } });
  const [observation] = await measure(httpApplication(), context, { dials: ['mtls'] });
  expect(observation?.evidence).toMatchObject({ end: 'error', code: 'ERR_OSSL_PEM_NO_START_LINE' });
});

test('nothing is written to a database; the proxy’s certificate and its silence are told', async () => {
  const heard: string[] = [];
  const database: Application = (socket) => {
    socket.on('data', (chunk) => heard.push(String(chunk)));
  };
  const context = contextFor(ca.root, { certificate });
  const dials = { dials: ['mtls' as const], speak: 'token' as const, gentle: true };
  const [observation] = await measure(sidecar('STRICT', { ca, leaf }, database), context, dials);
  expect(observation).toMatchObject({ outcome: 'silent', meshCertificate: true });
  expect(observation?.evidence).toMatchObject({ handshake: true, wrote: 0 });
  expect(heard).toEqual([]);
});
