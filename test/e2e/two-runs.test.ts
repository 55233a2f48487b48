import { expect, it } from 'vitest';
import type { Run } from '../../src/model/run.ts';
import { rowsOf } from '../lab/suite/rows.ts';
import { jobsAndConfigMaps } from './support/left.ts';
import { cliOn, expectedRows, play } from './support/played.ts';

it('two runs at once in one namespace do not know of each other', { timeout: 120_000 }, async () => {
  // Two sources in one namespace each: four sets of Jobs, and eight mesh clients with counters of their own.
  const name = 'two-revisions-as-clients';
  const mesh = await play(name, 'app');
  const runs = await Promise.all([1, 2].map(() => cliOn(mesh, 'namespace', 'app', '-o', 'json')));
  const documents = runs.map(({ stdout, stderr }) => {
    expect(stdout, String(stderr)).toMatch(/^{/);
    return JSON.parse(String(stdout)) as Run;
  });
  expect(documents.map(rowsOf)).toEqual([expectedRows(name), expectedRows(name)]);
  expect(documents.map(({ notes }) => notes)).toEqual([[], []]);
  expect(new Set(documents.map(({ id }) => id)).size).toBe(2);
  expect(await jobsAndConfigMaps(mesh.kubeconfigPath, 'app')).toEqual([]);
});
