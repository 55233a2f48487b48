import { describe, expect, it } from 'vitest';
import { jobManifest } from '../../src/plan/manifests.ts';
import { eventually, IMAGE, inLab, kubectl, leftovers, startCli } from './suite/lab.ts';

const running = (names: string[]) => names.some((name) => name.startsWith('pod/'));

/** Starts a run and waits until its pods are there. */
async function midRun() {
  expect(await eventually(leftovers, (left) => left.length === 0, 60)).toEqual([]);
  const child = startCli('namespace', 'lab-strict', '--image', 'lab.local/node:1', '--timeout', '20s');
  expect(await eventually(leftovers, running, 30)).toSatisfy(running);
  // Wrapped: a process is a promise too, and would be awaited to its end.
  return { child };
}

describe('a run that does not come to its end', () => {
  it('deletes its pods at once on Ctrl-C and exits with 2', async () => {
    const { child } = await midRun();
    child.kill('SIGINT');
    const { exitCode, stderr } = await child;
    expect(exitCode).toBe(2);
    expect(String(stderr)).toContain('[INTERRUPTED]');
    const jobs = await kubectl(
      'get',
      'jobs',
      '-A',
      '-l',
      'app.kubernetes.io/managed-by=mtls-verify',
      '-o',
      'name',
    );
    expect(jobs.stdout).toBe('');
    expect(await eventually(leftovers, (left) => left.length === 0, 30)).toEqual([]);
  });

  it('leaves nothing after the TTL when it is killed', async () => {
    const { child } = await midRun();
    child.kill('SIGKILL');
    await child;
    expect(await leftovers()).not.toEqual([]);
    expect(await eventually(leftovers, (left) => left.length === 0, 200)).toEqual([]);
  });

  it('leaves nothing when it is killed before its Jobs have a pod', async () => {
    const job = jobManifest('no-sidecar', {
      id: 'aaaaaaaa',
      namespace: 'lab-strict',
      image: IMAGE,
      timeout: 1000,
      keep: false,
      shards: 1,
      injectionLabels: {},
    });
    const soon = { ...job, spec: { ...job.spec, activeDeadlineSeconds: 3, ttlSecondsAfterFinished: 2 } };
    await inLab('kubectl', ['create', '-f', '-'], { input: JSON.stringify(soon) });
    expect(await leftovers()).toEqual(['job.batch/mtls-verify-aaaaaaaa-no-sidecar']);
    expect(await eventually(leftovers, (left) => left.length === 0, 60)).toEqual([]);
  });
});
