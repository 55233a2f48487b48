import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Batch } from '../../src/model/plan.ts';
import { proxyAdmin } from '../../src/prober/proxy-admin.ts';
import { runBatch } from '../../src/prober/run-batch.ts';
import {
  type Application,
  echoApplication,
  httpApplication,
  silentApplication,
  tlsApplication,
} from '../support/tls/applications.ts';
import { contextFor } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { serve } from '../support/tls/serve.ts';

const HOST = 'server.shop.svc.cluster.local';
const CLUSTER = `outbound|8080||${HOST}`;
const literal = (text: string) => text.replace(/[|.]/g, '\\$&');

/** The admin interface of a proxy that has made `made()` connections to each endpoint. */
async function admin(stats: () => string, clusters: () => string, config = '{}'): Promise<string> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://admin');
    if (url.pathname === '/config_dump') {
      const known = url.searchParams.get('name_regex') === literal(CLUSTER);
      response.end(known ? config : '{}');
      return;
    }
    const filter = new RegExp(url.searchParams.get('filter') ?? '');
    const lines = (url.pathname === '/stats' ? stats() : clusters()).split('\n');
    const kept = lines.filter((line) => url.pathname !== '/stats' || filter.test(line.split(': ')[0] ?? ''));
    response.end(`${kept.join('\n')}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function via(application: Application, base: string | null, more: Partial<Batch> = {}) {
  const server = await serve(application);
  onTestFinished(() => server.close());
  const context = contextFor('', {
    timeout: 1000,
    connectTo: { [`${HOST}:8080`]: `127.0.0.1:${server.port}` },
    ...(base ? { admin: proxyAdmin(base) } : {}),
  });
  const batch: Batch = {
    target: `${HOST}:8080`,
    host: HOST,
    port: 8080,
    dials: ['via-sidecar'],
    speak: 'http',
    gentle: false,
    ...more,
  };
  const lines: ProbeLine[] = [];
  await runBatch(batch, context, (line) => lines.push(line));
  const [line] = lines;
  if (line?.type !== 'result') throw new Error('no result');
  return line.evidence;
}

test('reads what the proxy counted for the cluster and the endpoint that it dialled', async () => {
  let made = 3;
  const stats = () =>
    [
      `cluster.${CLUSTER};.ssl.handshake: ${made}`,
      `cluster.${CLUSTER};.upstream_cx_total: ${made}`,
      `cluster.outbound|8080|v1|${HOST};.upstream_cx_total: 0`,
      `cluster.outbound|8080||serverXshop.svc.cluster.local;.upstream_cx_total: ${made * 5}`,
    ].join('\n');
  const clusters = () =>
    [
      `${CLUSTER}::10.0.0.1:8080::cx_total::${made}`,
      `${CLUSTER}::10.0.0.2:8080::cx_total::7`,
      `${CLUSTER}::10.0.0.2:8080::rq_total::${made}`,
      `outbound|9999||${HOST}::10.0.0.3:8080::cx_total::${made}`,
    ].join('\n');
  const inner = httpApplication();
  const evidence = await via(
    (socket) => {
      made++;
      inner(socket);
    },
    await admin(stats, clusters, JSON.stringify({ configs: [{ cluster: { name: CLUSTER } }] })),
  );
  expect(evidence.proxy).toEqual({
    clusters: [`outbound|8080|v1|${HOST}`, CLUSTER],
    handshakes: 1,
    connections: 1,
    endpoint: '10.0.0.1:8080',
    setting: { tls: 'plaintext', rule: null },
  });
  expect(evidence).toMatchObject({ http: { status: 200 } });
});

test('reads a second time when nothing was counted yet', async () => {
  let reads = 0;
  const stats = () => `cluster.${CLUSTER}.upstream_cx_total: ${++reads < 3 ? 0 : 1}`;
  const evidence = await via(echoApplication, await admin(stats, () => ''), { speak: 'token' });
  expect(evidence.proxy).toEqual({
    clusters: [CLUSTER],
    handshakes: 0,
    connections: 1,
    endpoint: null,
    setting: null,
  });
  expect(reads).toBe(3);
});

test('counters that are not there or not readable are null', async () => {
  const empty = await admin(
    () => '',
    () => '',
  );
  expect((await via(echoApplication, empty, { speak: 'token' })).proxy).toBeNull();
  expect((await via(echoApplication, null, { speak: 'token' })).proxy).toBeNull();
  const huge = await admin(
    () => `cluster.${CLUSTER}.upstream_cx_total: 1\n`.repeat(40_000),
    () => '',
  );
  expect((await via(echoApplication, huge, { speak: 'token' })).proxy).toBeNull();
});

test('asks for the Service by its name, without the port', async () => {
  const heard: string[] = [];
  const application: Application = (socket) => {
    socket.once('data', (chunk) => {
      heard.push(String(chunk));
      socket.end('HTTP/1.1 503 Service Unavailable\r\nserver: envoy\r\n\r\n');
    });
  };
  const evidence = await via(application, null);
  expect(heard[0]).toContain(`\r\nHost: ${HOST}\r\n`);
  expect(evidence.http).toEqual({ status: 503, server: 'envoy', upstream: false });
});

test('speaks TLS to an application that does, and shows its certificate', async () => {
  const own = await (await createMeshCa()).issue({ dns: 'app.example' });
  const evidence = await via(tlsApplication(own, echoApplication), null, { speak: 'tls-token' });
  expect(evidence).toMatchObject({ handshake: true, certificate: { subject: 'CN=app.example', uris: [] } });
  expect(evidence.first).toBe('echo:mtls-verify-probe.');
});

test('writes nothing to a database', async () => {
  const evidence = await via(silentApplication, null, { speak: 'token', gentle: true });
  expect(evidence).toMatchObject({ connected: true, wrote: 0, bytes: 0, end: 'timeout' });
});
