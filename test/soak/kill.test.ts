import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupBy } from '../../src/util/group.ts';
import { containersOf } from '../e2e/support/leftovers.ts';
import { type SoakCluster, startSoakCluster } from './cluster.ts';
import { inParallel, type Killed, runAndKill } from './kill.ts';
import { createRandom } from './random.ts';

const RUNS = Number(process.env['SOAK_RUNS'] ?? 200);
const SEED = Number(process.env['SOAK_SEED'] ?? Date.now() % 100_000);
const AT_A_TIME = 4;
/** Changes of Jobs in a whole run: made, started, released, counted, ended. */
const STEPS = 12;
/** Deadline and TTL of these runs are 20 s in all; the rest is for a busy machine. */
const PATIENCE = { timeout: 90_000, interval: 500 };
const NAMESPACE = ['namespace', 'shop', '--service', 'cart', '--timeout', '10s'];

let cluster: SoakCluster;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mtls-verify-soak-'));
  cluster = await startSoakCluster();
});
afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs and kills `count` times at moments that are spread over the whole time of a run. */
async function soak(count: number, args: string[], env: Record<string, string>): Promise<Killed[]> {
  const random = createRandom(SEED);
  const never = () => undefined;
  // As many at once as later: a machine that is busy takes longer.
  const whole = await Promise.all(Array.from({ length: AT_A_TIME }, () => runAndKill(args, env, never)));
  const duration = Math.max(...whole.map(({ lived }) => lived));
  const results: Killed[] = [];
  const moments = Array.from({ length: count }, () => random() * duration);
  await inParallel(moments, AT_A_TIME, async (moment) => {
    results.push(await runAndKill(args, env, (kill) => setTimeout(kill, moment)));
  });
  const last = groupBy(results, (result) => (result.killed ? `killed at: ${result.last}` : 'ended'));
  console.log(
    `seed ${SEED}, ${duration.toFixed(0)} ms:`,
    Object.fromEntries([...last].map(([key, some]) => [key, some.length])),
  );
  return results;
}

const phases = (results: Killed[]) =>
  new Set(results.filter(({ killed }) => killed).map(({ last }) => last)).size;

test(`${RUNS} runs killed at random leave no object after deadline and TTL, and no container`, async () => {
  const results = await soak(RUNS, NAMESPACE, cluster.env);
  expect(results).toHaveLength(RUNS);
  expect(phases(results)).toBeGreaterThan(Math.min(2, RUNS / 50));
  await expect.poll(() => cluster.left(), PATIENCE).toEqual([]);
  expect(containersOf(process.pid)).toEqual([]);
});

test('a run killed at each change of its Jobs leaves nothing either', async () => {
  for (let step = 1; step <= STEPS; step++) {
    const watching = new AbortController();
    let seen = 0;
    let kill = () => {};
    await cluster.watchJobs(() => ++seen === step && kill(), watching.signal);
    await runAndKill(NAMESPACE, cluster.env, (now) => {
      kill = now;
    });
    watching.abort();
  }
  await expect.poll(() => cluster.left(), PATIENCE).toEqual([]);
  expect(containersOf(process.pid)).toEqual([]);
});

test('a demo that is killed leaves no container, and its folder to the next one', async () => {
  const env = { TMPDIR: folder };
  const results = await soak(Math.ceil(RUNS / 5), ['demo'], env);
  const containers = () => results.flatMap(({ pid }) => containersOf(pid));
  await expect.poll(containers, PATIENCE).toEqual([]);
  const left = readdirSync(folder);
  expect(left.every((name) => name.startsWith('mtls-verify-demo-'))).toBe(true);
  const old = new Date(Date.now() - 3_600_000);
  for (const name of left) utimesSync(join(folder, name), old, old);
  await runAndKill(['demo'], env, () => undefined);
  expect(readdirSync(folder)).toEqual([]);
});
