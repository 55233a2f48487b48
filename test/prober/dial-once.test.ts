import { expect, onTestFinished, test } from 'vitest';
import { dialOnce, type Recipe } from '../../src/prober/dial-once.ts';
import {
  type Application,
  echoApplication,
  greetingApplication,
  httpApplication,
  silentApplication,
} from '../support/tls/applications.ts';
import { contextFor } from '../support/tls/measure.ts';
import { serve } from '../support/tls/serve.ts';

async function dial(application: Application, more: Partial<Recipe> = {}, signal?: AbortSignal) {
  const server = await serve(application);
  onTestFinished(() => server.close());
  const address = { host: '127.0.0.1', port: server.port };
  const recipe: Recipe = { address, tls: null, listen: 0, payload: 'hello\n', timeout: 5000, ...more };
  return dialOnce(recipe, contextFor('', signal ? { signal } : {}));
}

test('notes what was written and read', async () => {
  expect(await dial(echoApplication)).toMatchObject({
    connected: true,
    handshake: false,
    wrote: 6,
    bytes: 11,
    first: 'echo:hello.',
    http: null,
    end: 'data',
    code: null,
    attempts: 1,
  });
});

test('a greeting that comes while listening is enough: nothing is written', async () => {
  const evidence = await dial(greetingApplication, { listen: 5000 });
  expect(evidence).toMatchObject({ wrote: 0, first: '220 ready..', end: 'data' });
});

test('writes when no greeting comes', async () => {
  expect(await dial(echoApplication, { listen: 50 })).toMatchObject({ wrote: 6, bytes: 11 });
});

test('without a payload it only listens', async () => {
  const evidence = await dial(echoApplication, { listen: 50, payload: null });
  expect(evidence).toMatchObject({ connected: true, wrote: 0, bytes: 0, end: 'timeout' });
});

test('reads the status and headers of an HTTP answer up to its end', async () => {
  const payload = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
  const evidence = await dial(httpApplication(), { payload });
  expect(evidence.http).toEqual({ status: 200, server: null, upstream: false });
  expect(evidence.first).toMatch(/^HTTP\/1\.1 200 OK\.\.Date: /);
});

test('stops when enough was read', async () => {
  const evidence = await dial((socket) => socket.write(Buffer.alloc(200_000, 'x')));
  expect(evidence.end).toBe('data');
  expect(evidence.bytes).toBeGreaterThanOrEqual(65_536);
});

test('tells end, reset, silence and a refused connection apart', async () => {
  const ended = await dial((socket) => socket.once('data', () => socket.end()));
  expect(ended).toMatchObject({ connected: true, bytes: 0, end: 'eof', code: null });
  const reset = await dial((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect(reset).toMatchObject({ connected: true, bytes: 0, end: 'reset', code: 'ECONNRESET' });
  const silent = await dial(silentApplication, { timeout: 100 });
  expect(silent).toMatchObject({ connected: true, bytes: 0, end: 'timeout', code: null });
  const closed = await serve(silentApplication);
  await closed.close();
  const refused = await dial(silentApplication, { address: { host: '127.0.0.1', port: closed.port } });
  expect(refused).toMatchObject({ connected: false, end: 'error', code: 'ECONNREFUSED', wrote: 0 });
});

test('what was told does not change when the socket closes later', async () => {
  const silent = await dial(silentApplication, { timeout: 50 });
  await dial(echoApplication);
  expect(silent.end).toBe('timeout');
});

test('rejects when it is stopped, before and during the dial', async () => {
  const stop = new AbortController();
  const running = dial(silentApplication, {}, stop.signal);
  setTimeout(() => stop.abort(), 50);
  await expect(running).rejects.toThrow('aborted');
  await expect(dial(silentApplication, {}, stop.signal)).rejects.toThrow('aborted');
});
