import { execFile, spawn } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Batch, ProbePlan, Role } from '../../src/model/plan.ts';
import { createFrameReader } from '../../src/observe/parse-frames.ts';
import { bundleProber, NONCE, type ProberBundle } from '../support/prober-process.ts';
import { httpApplication, silentApplication } from '../support/tls/applications.ts';
import { batchFor, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { serve } from '../support/tls/serve.ts';
import { sidecar } from '../support/tls/sidecar.ts';

const ca = await createMeshCa();
let prober: ProberBundle;

beforeAll(async () => {
  prober = await bundleProber(ca.root);
});
afterAll(() => prober.remove());

async function run(role: Role, batches: Batch[], more: Partial<ProbePlan> = {}, environment = {}) {
  const env = { ...(await prober.prepare(role, batches, more)), ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [prober.script], { env });
  const reader = createFrameReader(NONCE);
  const lines = reader.push(stdout);
  expect(reader.complete()).toBe(true);
  return lines;
}

async function target(application = httpApplication()): Promise<number> {
  const server = await serve(application);
  onTestFinished(() => server.close());
  return server.port;
}

const reasons = (lines: ProbeLine[]) =>
  lines.flatMap((line) => (line.type === 'not-run' ? `${line.dial} ${line.reason}` : []));

describe('the bundled prober as a process', () => {
  test('role outside: start, controls, results, end', async () => {
    const leaf = await ca.issue({ uri: SPIFFE_ID });
    const strict = await target(sidecar('STRICT', { ca, leaf }, httpApplication()));
    const lines = await run('outside', [batchFor(strict), batchFor(await target())]);
    expect(lines[0]).toEqual({ type: 'start', role: 'outside', node: process.version });
    expect(lines.slice(1, 3)).toMatchObject([
      { type: 'control', name: 'must-answer', ok: true },
      { type: 'control', name: 'must-refuse', ok: true },
    ]);
    expect(lines.at(-1)).toEqual({ type: 'end', results: 6 });
    expect(lines.filter((line) => line.type === 'result')).toHaveLength(6);
    const mesh = lines.filter((line) => line.type === 'result' && line.evidence.certificate?.trusted);
    expect(mesh).toHaveLength(2);
  });

  test('role mesh with certificate files', async () => {
    const leaf = await ca.issue({ uri: SPIFFE_ID });
    const own = await ca.issue({ uri: 'spiffe://cluster.local/ns/probe/sa/default' });
    await writeFile(join(prober.folder, 'cert-chain.pem'), own.cert);
    await writeFile(join(prober.folder, 'key.pem'), own.key);
    await writeFile(join(prober.folder, 'root-cert.pem'), ca.root);
    const port = await target(sidecar('STRICT', { ca, leaf }, httpApplication()));
    // Without a root in the plan the one beside the certificate counts.
    const lines = await run(
      'mesh',
      [batchFor(port, { dials: ['mtls'] })],
      { roots: [] },
      { MTLS_PROBE_CERTS: prober.folder },
    );
    expect(lines.find((line) => line.type === 'result')).toMatchObject({
      dial: 'mtls',
      evidence: { http: { status: 200 }, certificate: { uris: [SPIFFE_ID], trusted: true } },
    });
  });

  test('what is left at the deadline is not run, and the end is still written', async () => {
    const port = await target(silentApplication);
    const lines = await run('outside', [batchFor(port)], { deadline: 1000, dialTimeout: 50_000 });
    expect(reasons(lines)).toEqual(['plaintext deadline', 'tls-mesh deadline', 'tls-plain deadline']);
  });

  test('role mesh without certificate files waits until the deadline', async () => {
    const batch = batchFor(1, { dials: ['mtls'] });
    const lines = await run(
      'mesh',
      [batch],
      { deadline: 1000 },
      { MTLS_PROBE_CERTS: join(prober.folder, 'none') },
    );
    expect(reasons(lines)).toEqual(['mtls deadline']);
  });

  test('role via asks the proxy whether it is ready before it dials', async () => {
    let asked = 0;
    const proxy = createServer((_request, response) => {
      response.statusCode = ++asked < 3 ? 503 : 200;
      response.end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const batch = batchFor(await target(), { dials: ['via-sidecar'] });
    const lines = await run('via', [batch], {}, { MTLS_PROBE_READY: url, MTLS_PROBE_ADMIN: url });
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(lines.find((line) => line.type === 'result')).toMatchObject({
      dial: 'via-sidecar',
      evidence: { http: { status: 200 }, proxy: null },
    });
  });

  test('loses no line of many', async () => {
    const batches = Array.from({ length: 2000 }, (_, i) =>
      batchFor(1, { target: `t${i}`, dials: ['plaintext'] }),
    );
    const lines = await run('outside', batches, { concurrency: 64 });
    expect(lines.at(-1)).toEqual({ type: 'end', results: 2000 });
    expect(lines.filter((line) => line.type === 'result')).toHaveLength(2000);
  });

  test('the pod of a shard takes the plan of its completion index', async () => {
    await prober.prepare('outside', []);
    await copyFile(join(prober.folder, 'plan-0.json'), join(prober.folder, 'plan-3.json'));
    const lines = await run('outside', [batchFor(1)], {}, { JOB_COMPLETION_INDEX: '3' });
    expect(lines.at(-1)).toEqual({ type: 'end', results: 0 });
  });

  test('SIGTERM ends it at once without the end marker, so that it counts as lost', async () => {
    const port = await target(silentApplication);
    const env = await prober.prepare('outside', [batchFor(port)], { dialTimeout: 50_000 });
    const child = spawn(process.execPath, [prober.script], { env });
    const reader = createFrameReader(NONCE);
    const lines: ProbeLine[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      lines.push(...reader.push(chunk));
      if (lines.length >= 3 && !child.killed) child.kill('SIGTERM');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(143);
    expect(reasons(lines)).toEqual([]);
    expect(reader.complete()).toBe(false);
  });

  test('says what is wrong with its environment', async () => {
    const env = { PATH: process.env.PATH, MTLS_PROBE_ROLE: 'nobody' };
    const failed = promisify(execFile)(process.execPath, [prober.script], { env });
    await expect(failed).rejects.toThrow('MTLS_PROBE_ROLE must be one of outside, mesh, via');
  });
});
