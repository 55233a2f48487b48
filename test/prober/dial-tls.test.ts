import { createServer as createTlsServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import type { Recipe } from '../../src/prober/dial-once.ts';
import { dialTls } from '../../src/prober/dial-tls.ts';
import { type Application, silentApplication, tlsApplication } from '../support/tls/applications.ts';
import { contextFor, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa, type Leaf } from '../support/tls/mesh-ca.ts';
import { serve } from '../support/tls/serve.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });

async function dial(application: Application) {
  const server = await serve(application);
  onTestFinished(() => server.close());
  const recipe: Recipe = {
    address: { host: '127.0.0.1', port: server.port },
    tls: { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', ALPNProtocols: ['istio'] },
    listen: 0,
    payload: 'x\n',
    timeout: 5000,
  };
  return { evidence: await dialTls(recipe, contextFor(ca.root)), server };
}

/** Ends the first connections before the handshake is over, then shows the certificate and ends. */
function deadApplication(cutShort: number, tls: Leaf): Application {
  const server = createTlsServer(tls, (socket) => socket.end());
  let taken = 0;
  return (socket) => {
    if (++taken <= cutShort) socket.once('data', () => socket.end());
    else server.emit('connection', socket);
  };
}

test('dials again while a dead application cuts the handshake short', async () => {
  const { evidence, server } = await dial(deadApplication(3, leaf));
  expect(evidence).toMatchObject({ handshake: true, end: 'eof', bytes: 0, alert: null, attempts: 4 });
  expect(evidence.certificate).toMatchObject({ uris: [SPIFFE_ID], trusted: true });
  expect(server.taken).toBe(4);
});

test('gives up after six connections without a certificate', async () => {
  const { evidence, server } = await dial((socket) => socket.once('data', () => socket.end()));
  expect(evidence).toMatchObject({
    connected: true,
    handshake: false,
    end: 'eof',
    code: 'ECONNRESET',
    attempts: 6,
  });
  expect(server.taken).toBe(6);
});

test('a reset before the handshake is an answer, not a reason to dial again', async () => {
  const { evidence, server } = await dial((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect(evidence).toMatchObject({ connected: true, handshake: false, end: 'reset', code: 'ECONNRESET' });
  expect(server.taken).toBe(1);
});

test('alert 70 is followed by a dial that allows TLS 1.2; its alert 40 leaves the certificate to be read', async () => {
  const strict = tlsApplication(
    { ...leaf, ca: ca.root, requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
    silentApplication,
  );
  const { evidence, server } = await dial(strict);
  expect(evidence).toMatchObject({ handshake: false, alert: 40, end: 'error', attempts: 2 });
  expect(evidence.certificate).toMatchObject({ uris: [SPIFFE_ID], trusted: true });
  expect(server.taken).toBe(2);
});

test('keeps alert 70 when TLS 1.2 is refused too', async () => {
  // A fatal alert protocol_version in a plain record, whatever was asked.
  const { evidence, server } = await dial((socket) =>
    socket.once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 70]))),
  );
  expect(evidence).toMatchObject({ alert: 70, attempts: 2, certificate: null });
  expect(server.taken).toBe(2);
});
