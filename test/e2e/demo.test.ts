import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExpectedRun } from '../../src/demo/situation/situation.ts';
import { rowsOf } from '../lab/suite/rows.ts';
import { asRun } from '../support/run-schema.ts';
import { SAVED_RUNS, savedFile, savedText } from '../support/saved-runs.ts';
import { createTurns } from '../support/turns.ts';
import { startCli } from './support/demo.ts';
import { containersOf, foldersOf } from './support/leftovers.ts';

const FOLDER = 'fixtures/situations';
const FILES = ['cluster.yaml', 'expected.json', 'wire.yaml'];

const names = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const situations = names.filter((name) => existsSync(join(FOLDER, name, 'expected.json')));

/** A situation is four processes that mostly wait, for dials that nobody answers. */
const places = Array.from({ length: 2 * availableParallelism() }, (_, index) => index);
const turns = createTurns(places);

const demo = (...args: string[]) => startCli(['demo', ...args]);

function expectedOf(name: string): ExpectedRun {
  return JSON.parse(readFileSync(join(FOLDER, name, 'expected.json'), 'utf8')) as ExpectedRun;
}

describe('the situations of the embedded mesh', () => {
  it.each(names)('%s has all its files', (name) => {
    expect(readdirSync(join(FOLDER, name)).toSorted()).toEqual(FILES);
  });

  describe.concurrent('the built CLI gives the rows that are expected', () => {
    it.for(situations)('%s', { timeout: 600_000 }, async (name, { expect }) => {
      const turn = await turns.take();
      try {
        const running = demo(name, '--output', 'json');
        const { exitCode, stdout, stderr } = await running;
        const { exit, endpoints, services, findings, runFindings = findings } = expectedOf(name);
        expect(stdout, String(stderr)).toMatch(/^{/);
        const run = asRun(JSON.parse(String(stdout)));
        expect(rowsOf(run), String(stderr)).toEqual({ exit, endpoints, services });
        expect([...new Set(run.findings.map(({ code }) => code))].toSorted()).toEqual(runFindings);
        expect(exitCode).toBe(exit);
        if (SAVED_RUNS.includes(name)) await expect(savedText(run)).toMatchFileSnapshot(savedFile(name));
        expect(foldersOf(running.pid)).toEqual([]);
        expect(containersOf(running.pid)).toEqual([]);
      } finally {
        turns.give(turn);
      }
    });
  });
});

describe('mtls-verify demo', () => {
  it('plays the shop, and explains the exit code in one line', async () => {
    const { exitCode, stdout, stderr } = await demo();
    expect(stdout).toContain('Namespace shop, probed from namespace shop');
    expect(stdout).toContain('Drift: catalog:80 open; orders:80 broken; payments:9090 open, broken');
    expect(String(stderr).trim().split('\n').at(-1)).toBe(
      `Exit code 1: drift found, the wire does not do what is declared. Situation shop: ${expectedOf('shop').summary}.`,
    );
    expect(exitCode).toBe(1);
  });

  it('lists the situations, one a line', async () => {
    const { stdout } = await demo('--list');
    const lines = String(stdout).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(names.toSorted());
    expect(lines.find((line) => line.startsWith('shop '))).toContain(expectedOf('shop').summary);
  });

  it('says that it does not know a situation', async () => {
    const { exitCode, stderr } = await demo('shoe');
    expect(stderr).toContain('there is no situation shoe');
    expect(exitCode).toBe(2);
  });
});
