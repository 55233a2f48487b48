import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apply, cli, eventually, inLab, kubectl, leftovers, verifyNamespace } from './suite/lab.ts';

const IMAGE = ['--image', 'lab.local/node:1'];
const namespaces = ['lab-plain', 'lab-quota', 'lab-limits', 'lab-restricted'];

beforeAll(async () => {
  const namespace = (name: string, labels: Record<string, string>) =>
    apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  await namespace('lab-plain', { 'istio-injection': 'disabled' });
  await namespace('lab-quota', { 'istio-injection': 'enabled' });
  await namespace('lab-limits', { 'istio-injection': 'enabled' });
  await namespace('lab-restricted', {
    'istio-injection': 'enabled',
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
  await apply({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'small', namespace: 'lab-limits' },
    spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] },
  });
  await apply({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'none', namespace: 'lab-quota' },
    spec: { hard: { pods: '0' } },
  });
});
afterAll(() => kubectl('delete', 'namespace', ...namespaces, '--wait=false'));
afterEach(async () => {
  expect(await eventually(leftovers, (left) => left.length === 0, 60)).toEqual([]);
});

describe('wrong use ends with one clear message, exit 2, and nothing left behind', () => {
  it.each([
    [
      'an unknown namespace',
      ['lab-strickt', ...IMAGE],
      'NAMESPACE_NOT_FOUND',
      'namespace lab-strickt does not exist',
    ],
    [
      'an unknown Service',
      ['lab-strict', '--service', 'web', ...IMAGE],
      'NOTHING_SELECTED',
      'no Service web',
    ],
    ['an unknown port', ['lab-strict', '--port', '1', ...IMAGE], 'NOTHING_SELECTED', 'no port 1'],
    [
      'an image that cannot be pulled',
      ['lab-strict', '--image', 'lab.local/absent:1', '--timeout', '60s'],
      'IMAGE',
      'lab.local/absent:1',
    ],
    [
      'an image without Node',
      ['lab-strict', '--image', 'lab.local/pause:1', '--timeout', '60s'],
      'POD_FAILED',
      'node',
    ],
    ['a quota', ['lab-strict', '--from', 'lab-quota', ...IMAGE], 'QUOTA', 'exceeded quota'],
    [
      'a LimitRange',
      ['lab-strict', '--from', 'lab-limits', ...IMAGE],
      'LIMIT_RANGE',
      'maximum memory usage per Container',
    ],
  ])('%s', async (_what, args, code, words) => {
    const { exitCode, stderr } = await cli('namespace', ...args);
    expect(stderr).toContain(`[${code}]`);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(2);
  });

  it('a user who may not create Jobs', async () => {
    const account = ['create', 'serviceaccount', 'reader', '-n', 'lab-plain'];
    await inLab('kubectl', account, { reject: false });
    const token = (await kubectl('create', 'token', 'reader', '-n', 'lab-plain')).stdout;
    const admin = JSON.parse(String((await kubectl('config', 'view', '--raw', '-o', 'json')).stdout));
    const kubeconfig = join(mkdtempSync(join(tmpdir(), 'mtls-verify-test-')), 'config');
    writeFileSync(
      kubeconfig,
      JSON.stringify({ ...admin, users: [{ name: admin.users[0].name, user: { token } }] }),
    );
    const { exitCode, stderr } = await cli('namespace', 'lab-strict', '--kubeconfig', kubeconfig, ...IMAGE);
    expect(stderr).toContain('[FORBIDDEN]');
    expect(stderr).toContain('create jobs');
    expect(exitCode).toBe(2);
  });

  it('a namespace that is not injected still gives the server side, exit 3', async () => {
    const { run, exitCode } = await verifyNamespace(
      'lab-strict',
      '--from',
      'lab-plain',
      '--service',
      'server',
    );
    expect(run.notes.map(({ code }) => code)).toContain('source-failed');
    expect(run.endpoints.map(({ observed }) => observed)).toEqual(Array(6).fill('STRICT'));
    expect(exitCode).toBe(3);
  });

  it('a namespace that does not let istio-init in still gives the server side', async () => {
    const { run } = await verifyNamespace('lab-strict', '--from', 'lab-restricted', '--service', 'server');
    const failed = run.notes.filter(({ code }) => code === 'source-failed');
    expect([...new Set(failed.map(({ reason }) => reason))]).toEqual(['POD_SECURITY']);
    expect(failed[0]?.message).toContain('violates PodSecurity');
    expect(run.endpoints.map(({ observed }) => observed)).toEqual(Array(6).fill('STRICT'));
  });
});
