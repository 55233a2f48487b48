import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventually, leftovers, verifyNamespace } from './suite/lab.ts';
import { type Expectation, rowsOf } from './suite/rows.ts';

/** One situation of the lab: how to ask, and every row of the answer. `*` stands for any word. */
interface Situation extends Expectation {
  args: string[];
}

const folder = 'fixtures/lab';
const situations = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({
    name: file.slice(0, -5),
    ...(parse(readFileSync(`${folder}/${file}`, 'utf8')) as Situation),
  }));

/** The expected words with every `*` filled in from what came. */
function filled(expected: Record<string, string>, actual: Record<string, string>): Record<string, string> {
  const rows = Object.entries(expected).map(([row, words]) => {
    const came = (actual[row] ?? '').split(' ');
    return [
      row,
      words
        .split(' ')
        .map((word, index) => (word === '*' ? came[index] : word))
        .join(' '),
    ];
  });
  return Object.fromEntries(rows);
}

afterEach(async () => {
  expect(await eventually(leftovers, (left) => left.length === 0, 60)).toEqual([]);
});

describe('the built CLI on a real Istio', () => {
  it('has at least 60 endpoint-port rows to look at', () => {
    expect(situations.flatMap(({ endpoints }) => Object.keys(endpoints)).length).toBeGreaterThanOrEqual(60);
  });

  it.each(situations)('$name: $args', async ({ args, exit, endpoints, services }) => {
    const { run, exitCode } = await verifyNamespace(...args);
    const rows = rowsOf(run);
    expect(rows.endpoints).toEqual(filled(endpoints, rows.endpoints));
    expect(rows.services).toEqual(filled(services, rows.services));
    expect(exitCode).toBe(exit);
    expect(run.exitCode).toBe(exit);
  });
});
