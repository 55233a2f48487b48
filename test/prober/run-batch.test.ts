import { expect, test } from 'vitest';
import type { Batch } from '../../src/model/plan.ts';
import { runBatch } from '../../src/prober/run-batch.ts';
import {
  type Application,
  echoApplication,
  greetingApplication,
  silentApplication,
} from '../support/tls/applications.ts';
import { batchFor, contextFor, measure, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { serve } from '../support/tls/serve.ts';
import { sidecar } from '../support/tls/sidecar.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const gentle = { speak: 'token', gentle: true } as const;

/** What reached the application in plaintext. */
function listening(inner: Application): { heard: string[]; application: Application } {
  const heard: string[] = [];
  return {
    heard,
    application: (socket) => {
      socket.on('data', (chunk) => heard.push(chunk.toString('latin1')));
      inner(socket);
    },
  };
}

test('on a database port the TLS dials come first and nothing is written when they show the mode', async () => {
  const { heard, application } = listening(silentApplication);
  const context = contextFor(ca.root, { timeout: 1000 });
  const observations = await measure(sidecar('PERMISSIVE', { ca, leaf }, application), context, gentle);
  expect(observations[0]).toMatchObject({ dial: 'plaintext', outcome: 'not-run', reason: 'database-port' });
  expect(observations[1]).toMatchObject({ dial: 'tls-mesh', meshCertificate: true });
  // The ClientHello of tls-plain is all that an application behind a PERMISSIVE sidecar meets.
  expect(heard.every((text) => text.startsWith('\x16'))).toBe(true);
});

test('on a database port the token is written when the TLS dials leave the mode in doubt', async () => {
  const { heard, application } = listening(echoApplication);
  const [plaintext] = await measure(application, contextFor(ca.root), gentle);
  expect(plaintext).toMatchObject({ outcome: 'replied', evidence: { wrote: 18 } });
  expect(heard.at(-1)).toBe('mtls-verify-probe\n');
});

test('a greeting of a database is a reply, without a byte of ours', async () => {
  const [plaintext] = await measure(greetingApplication, contextFor(ca.root), gentle);
  expect(plaintext).toMatchObject({ outcome: 'replied', evidence: { wrote: 0, first: '220 ready..' } });
});

test('an ordinary port gets its plaintext first', async () => {
  const { heard, application } = listening(echoApplication);
  await measure(application, contextFor(ca.root), { speak: 'token' });
  expect(heard[0]).toBe('mtls-verify-probe\n');
});

test('a connection is left silent only where the others were told nothing', async () => {
  const silent = async (application: Application) => {
    const context = contextFor(ca.root, { timeout: 300 });
    const observations = await measure(application, context, { speak: 'token' });
    return observations.find(({ dial }) => dial === 'silent')?.outcome;
  };
  expect(await silent((socket) => socket.end())).toBe('closed-after-bytes');
  expect(await silent(silentApplication)).toBe('silent');
  expect(await silent(echoApplication)).toBeUndefined();
  expect(await silent(sidecar('STRICT', { ca, leaf }, silentApplication))).toBeUndefined();
});

test('a handshake that ztunnel cuts short is dialled once, and a sidecar’s again', async () => {
  const attempts = async (dials: Batch['dials']) => {
    const context = contextFor(ca.root, { timeout: 1000, connectTo: { '127.0.0.1:15008': '127.0.0.1:1' } });
    const observations = await measure((socket) => socket.end(), context, { dials });
    return observations.find(({ dial }) => dial === 'tls-mesh')?.evidence?.attempts;
  };
  expect(await attempts(['silent', 'tls-mesh', 'hbone-certless'])).toBe(1);
  expect(await attempts(['tls-mesh'])).toBe(6);
});

test('what is left when the time is up is not run', async () => {
  const stop = new AbortController();
  const context = contextFor(ca.root, { signal: stop.signal });
  const { application } = listening(silentApplication);
  setTimeout(() => stop.abort(), 50);
  const observations = await measure(application, context, { speak: 'token' });
  expect(observations.map(({ reason }) => reason)).toEqual(['deadline', 'deadline', 'deadline']);
});

test('a dial that cannot be made at all is told as it is', async () => {
  const [plaintext] = await measure(silentApplication, contextFor(ca.root), {
    port: 70_000,
    target: '127.0.0.1:70000',
    dials: ['plaintext'],
  });
  expect(plaintext).toMatchObject({ outcome: 'unreachable', evidence: { code: 'ERR_SOCKET_BAD_PORT' } });
});

test('a dial goes where connectTo says and speaks as if it had not', async () => {
  const { heard, application } = listening(echoApplication);
  const server = await serve(application);
  const context = contextFor(ca.root, { connectTo: { '10.9.8.7:80': `127.0.0.1:${server.port}` } });
  const [plaintext] = await measure(silentApplication, context, {
    host: '10.9.8.7',
    port: 80,
    target: '10.9.8.7:80',
    dials: ['plaintext'],
  });
  await server.close();
  expect(plaintext?.outcome).toBe('replied');
  expect(heard[0]).toContain('Host: 10.9.8.7:80\r\nUser-Agent: mtls-verify\r\n');
});

test('with a pause a target is left alone between two connections; what is then cut off is told', async () => {
  const stop = new AbortController();
  const server = await serve((socket) => {
    echoApplication(socket);
    // The first dial is over by the end of the answer's quiet time; the pause outlasts this test.
    socket.on('close', () => stop.abort());
  });
  try {
    const lines: string[] = [];
    const context = contextFor(ca.root, { pause: 3_600_000, signal: stop.signal });
    await runBatch(batchFor(server.port, { speak: 'token' }), context, (line) =>
      lines.push(line.type === 'not-run' ? `${line.dial} ${line.reason}` : line.dial),
    );
    expect(lines).toEqual(['plaintext', 'tls-mesh deadline', 'tls-plain deadline']);
    expect(server.taken).toBe(1);
  } finally {
    await server.close();
  }
});
