import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startHttps, type TestServer } from '../support/https-server.ts';

const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;

/** A line of a stack trace. */
const STACK = /^\s+at .+:\d+:\d+\)?$/m;

/** The built CLI with nothing of this machine's own Kubernetes set-up. */
async function cli(...args: string[]) {
  const env = { NO_COLOR: '1', KUBECONFIG: '', HOME: tmpdir() };
  const { exitCode, stdout, stderr } = await execa(NODE, ['bin/run.js', ...args], { reject: false, env });
  return { exitCode, stdout: String(stdout), stderr: String(stderr) };
}

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A cluster that has two namespaces and nothing else; `status` answers every request with that code. */
async function emptyCluster(status = 200) {
  server = await startHttps((request, answer) => {
    answer.statusCode = status;
    const names = request.url?.startsWith('/api/v1/namespaces?') ? ['shop', 'probes'] : [];
    const allowed = request.method === 'POST' ? { status: { allowed: true } } : {};
    answer.end(
      JSON.stringify({
        items: names.map((name) => ({ metadata: { name } })),
        reason: 'X',
        message: 'said',
        ...allowed,
      }),
    );
  });
  return ['--kubeconfig', server.kubeconfig];
}

describe('the built CLI', () => {
  it('tells its commands and version without a warning', async () => {
    const help = await cli('--help');
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('namespace');
    expect((await cli('--version')).stdout).toMatch(/^mtls-verify\/\d+\.\d+\.\d+ /);
  });

  it.each([
    ['no namespace', ['namespace'], 'Missing 1 required arg'],
    ['an unknown flag', ['namespace', 'shop', '--nope'], 'Nonexistent flag: --nope'],
    [
      'an unknown format',
      ['namespace', 'shop', '--output', 'xml'],
      '--output xml: the formats are table, wide, json,',
    ],
    ['two formats on stdout', ['namespace', 'shop', '-o', 'json', '-o', 'table'], 'only one --output can go'],
    ['a folder that is not there', ['namespace', 'shop', '-o', 'json=none/run.json'], 'no folder none'],
    ['a bad duration', ['namespace', 'shop', '--timeout', 'soon'], '"soon" is no duration'],
    ['a duration that is too short', ['namespace', 'shop', '--timeout', '1s'], '"1s" is no duration'],
    ['a label that is none', ['namespace', 'shop', '--labels', 'team'], '--labels "team" is no label'],
    [
      'a label that is not to be set',
      ['namespace', 'shop', '--labels', 'sidecar.istio.io/inject=false'],
      'this label decides what a probe pod is',
    ],
    ['a bad taint', ['namespace', 'shop', '--toleration', 'a:Never'], '"a:Never" is no taint'],
    [
      'a bad account',
      ['namespace', 'shop', '--from-service-account', 'A b'],
      '"A b" is no name of a Kubernetes',
    ],
    [
      'both levels of care',
      ['namespace', 'shop', '--gentle', '--thorough'],
      'cannot also be provided when using',
    ],
    [
      'no patch',
      ['namespace', 'shop', '--pod-patch', '/nowhere.yaml'],
      '--pod-patch /nowhere.yaml: it cannot be read',
    ],
    ['an unknown command', ['namespaces'], 'command namespaces not found'],
    ['a missing kubeconfig', ['namespace', 'shop', '--kubeconfig', '/nowhere'], 'no kubeconfig at /nowhere'],
  ])('ends with exit 2 on %s', async (_what, args, words) => {
    const { exitCode, stderr, stdout } = await cli(...args);
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
    expect(stderr).not.toMatch(STACK);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('says what to do where it is not built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mtls-verify-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync('bin/run.js', join(folder, 'bin/run.mjs'));
    const { exitCode, stderr } = await execa(NODE, [join(folder, 'bin/run.mjs'), 'demo'], { reject: false });
    expect(stderr).toContain(`in ${folder}/ run "npm ci"`);
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(2);
  });

  it('names an unknown context and the known ones', async () => {
    const { exitCode, stderr } = await cli(
      'namespace',
      'shop',
      ...(await emptyCluster()),
      '--context',
      'prod',
    );
    expect(stderr).toContain('no context "prod"');
    expect(stderr).toContain('it has: test');
    expect(exitCode).toBe(2);
  });

  it('says that there is no cluster', async () => {
    const kubeconfig = join(mkdtempSync(join(tmpdir(), 'mtls-verify-test-')), 'config');
    const config = {
      'current-context': 'c',
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      users: [{ name: 'c', user: {} }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
    };
    writeFileSync(kubeconfig, JSON.stringify(config));
    const { exitCode, stderr } = await cli('namespace', 'shop', '--kubeconfig', kubeconfig);
    expect(stderr).toContain('[CLUSTER_UNREACHABLE]');
    expect(exitCode).toBe(2);
  });

  it('says that a namespace does not exist, and in JSON when asked', async () => {
    const kubeconfig = await emptyCluster();
    const { exitCode, stderr, stdout } = await cli('namespace', 'sho', ...kubeconfig, '--output', 'json');
    expect(stderr).toContain('did you mean shop?');
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'NAMESPACE_NOT_FOUND', exitCode: 2 });
    expect(exitCode).toBe(2);
  });

  it('says that there is no Istio', async () => {
    const { exitCode, stderr } = await cli('namespace', 'shop', ...(await emptyCluster()));
    expect(stderr).toContain('[NO_ISTIO]');
    expect(exitCode).toBe(2);
  });

  it('says that the log-in has expired', async () => {
    const { exitCode, stderr } = await cli('namespace', 'shop', ...(await emptyCluster(401)));
    expect(stderr).toContain('[UNAUTHORIZED]');
    expect(exitCode).toBe(2);
  });
});
