import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCli } from './support/demo.ts';
import { containersOf, foldersOf } from './support/leftovers.ts';
import { match, serve } from './support/serve.ts';

describe('mtls-verify demo serve', () => {
  it('keeps a mesh up that the namespace command can be run on, until Ctrl-C', async () => {
    const { running, env } = await serve('shop');
    const { stdout, exitCode } = await startCli(['namespace', 'shop', '--service', 'cart'], env);
    expect(stdout).toContain('1 port on 1 endpoint, 1 Service port through a sidecar: 2 match');
    expect(exitCode).toBe(0);
    running.kill('SIGINT');
    expect((await running).exitCode).toBe(0);
    expect(foldersOf(running.pid)).toEqual([]);
    expect(containersOf(running.pid)).toEqual([]);
  });

  it('leaves no container when it is killed in the middle of a run', async () => {
    const { running, env } = await serve('shop');
    const probing = startCli(['namespace', 'shop'], env);
    onTestFinished(() => void probing.kill('SIGKILL'));
    await match(probing.stderr, /container outside is running/);
    running.kill('SIGKILL');
    await running;
    await expect.poll(() => containersOf(running.pid), { timeout: 30_000 }).toEqual([]);
    // The next embedded mesh would sweep them, but only when they are old.
    for (const name of foldersOf(running.pid)) rmSync(join(tmpdir(), name), { recursive: true });
  });

  it('says that it does not know a situation', async () => {
    const { exitCode, stderr } = await startCli(['demo', 'serve', 'shoe']);
    expect(stderr).toContain('there is no situation shoe');
    expect(exitCode).toBe(2);
  });
});
