import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Role } from '../../src/model/plan.ts';
import { readMeshCertificate } from '../../src/prober/mesh-certificate.ts';
import { controlsThenPrepare } from '../../src/prober/prepare.ts';
import type { Settings } from '../../src/prober/settings.ts';
import { SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';

const ca = await createMeshCa();

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mtls-verify-certs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function prepare(role: Role, more: Partial<Settings> = {}) {
  const lines: ProbeLine[] = [];
  const settings: Settings = {
    role,
    plan: {
      version: 1,
      nonce: 'n',
      roots: [],
      concurrency: 1,
      dialTimeout: 5000,
      deadline: 60_000,
      batches: { outside: [], mesh: [], via: [] },
    },
    certificates: '/does-not-exist',
    podIp: '127.0.0.1',
    admin: 'http://127.0.0.1:1',
    ready: 'http://127.0.0.1:1',
    ...more,
  };
  const signal = new AbortController().signal;
  const prepared = await controlsThenPrepare(settings, signal, (line) => lines.push(line), 150);
  return { prepared, problems: lines.filter((line) => line.type === 'problem'), lines };
}

test('a certificate that never comes is a problem, and nothing is dialled', async () => {
  const { prepared, problems } = await prepare('mesh');
  expect(prepared).toBe('no-certificate');
  expect(problems).toMatchObject([{ reason: 'no-certificate', detail: expect.stringContaining('ENOENT') }]);
});

test('a proxy that never gets ready is a problem, and nothing is dialled', async () => {
  const { prepared, problems } = await prepare('via');
  expect(prepared).toBe('proxy-not-ready');
  expect(problems).toMatchObject([{ reason: 'proxy-not-ready' }]);
});

test('controls that cannot be made fail', async () => {
  const { prepared, lines } = await prepare('outside', { podIp: '203.0.113.1' });
  expect(prepared).toMatchObject({ certificate: null });
  expect(lines).toMatchObject([
    { type: 'control', name: 'must-answer', ok: false, detail: expect.stringContaining('EADDRNOTAVAIL') },
    ...['must-refuse', 'must-wait', 'must-drop'].map((name) => ({ type: 'control', name, ok: false })),
  ]);
});

test('a key of another certificate does not count: the files are being replaced', async () => {
  const [one, two] = [await ca.issue({ uri: SPIFFE_ID }), await ca.issue({ uri: SPIFFE_ID })];
  const files = { 'cert-chain.pem': one.cert, 'key.pem': two.key, 'root-cert.pem': ca.root };
  expect(await readMeshCertificate(await folderWith(files))).toBe(
    'the key does not belong to the certificate',
  );
  const whole = await readMeshCertificate(await folderWith({ ...files, 'key.pem': one.key }));
  expect(whole).toEqual({ cert: one.cert, key: one.key, root: ca.root });
});

test('a broken key is told without a word of the file', async () => {
  const { cert } = await ca.issue({ uri: SPIFFE_ID });
  const files = { 'cert-chain.pem': cert, 'key.pem': 'SECRET', 'root-cert.pem': ca.root };
  const answer = await readMeshCertificate(await folderWith(files));
  expect(answer).toEqual(expect.stringContaining('cannot be read'));
  expect(answer).not.toContain('SECRET');
});
