import { describe, expect, it } from 'vitest';
import type { FailureRule } from '../../src/demo/kubelet/failure.ts';
import type { Run } from '../../src/model/run.ts';
import { rowsOf } from '../lab/suite/rows.ts';
import { cliOn, expectedRows, play } from './support/played.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';
/** Of the 40 dials at the shop from outside the mesh ten go to each pod. */
const SHARDS = ['--shard-size', '10'];
const evicted = (index: string, times?: number): FailureRule => ({
  selector: { 'mtls-verify/source': 'no-sidecar', [INDEX]: index },
  ...(times === undefined ? {} : { times }),
  failure: { kind: 'evicted', seconds: 0 },
});

/** Runs the built CLI on the shop, with pods that fail. */
async function runShop(failures: FailureRule[], ...args: string[]) {
  // Only Jobs wait by these seconds, not the probes.
  const mesh = await play('shop', 'shop', { kubelet: { second: 100, failures } });
  const { exitCode, stdout, stderr } = await cliOn(mesh, 'namespace', 'shop', '-o', 'json', ...args);
  expect(stdout, String(stderr)).toMatch(/^{/);
  const run: Run = JSON.parse(String(stdout));
  return { exitCode, run, stderr: String(stderr) };
}

describe('a plan that is divided among pods', () => {
  it('gives the same rows as one pod', async () => {
    const { run, stderr } = await runShop([], ...SHARDS);
    expect(rowsOf(run)).toEqual(expectedRows('shop'));
    expect(stderr.match(/pod mtls-verify-\w+-no-sidecar-\d-\w+ created/g)).toHaveLength(4);
  });

  it('has the whole truth when a lost part is probed again', async () => {
    const { run, stderr } = await runShop([evicted('1', 1)], ...SHARDS);
    expect(stderr).toMatch(/no-sidecar-1-\w+ was lost, waiting for another/);
    expect(rowsOf(run)).toEqual(expectedRows('shop'));
    expect(run.notes.map(({ code }) => code)).not.toContain('source-failed');
  });

  it('is inconclusive only for the cells of a part that is lost twice', async () => {
    const { run } = await runShop([evicted('1')], ...SHARDS);
    const whole = expectedRows('shop');
    const rows = rowsOf(run);
    const changed = Object.keys(rows.endpoints).filter((row) => rows.endpoints[row] !== whole.endpoints[row]);
    expect(changed).toHaveLength(2);
    for (const row of changed) expect(rows.endpoints[row]).toMatch(/^inconclusive /);
    const note = run.notes.find(({ code }) => code === 'source-failed');
    expect(note?.message).toContain('1 of 4 parts are missing');
    expect(note?.message).toContain('Evicted');
  });
});
