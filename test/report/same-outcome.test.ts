import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { RunFormat } from '../../src/report/format.ts';
import { FORMATS } from '../../src/report/registry.ts';
import { SAVED_RUNS, savedRun } from '../support/saved-runs.ts';

/** What each format says of the outcome must be what the exit code says. */
describe.each(SAVED_RUNS)('the outcome of %s', (name) => {
  const run = savedRun(name);
  const text = async (format: RunFormat) => FORMATS[format].run(run, { colour: false, width: 120 });

  test('JUnit has a failure for drift, an error for doubt, and is else green', async () => {
    const xml = await text('junit');
    expect([/<failure/.test(xml), /<error/.test(xml)]).toEqual([
      run.exitCode === 1,
      run.exitCode === 3 || (run.exitCode === 1 && run.counts.inconclusive > 0),
    ]);
  });

  test('SARIF carries it, with an error for drift alone', async () => {
    const log: Log = JSON.parse(await text('sarif'));
    const [{ invocations = [], results = [] } = {}] = log.runs;
    expect(invocations[0]?.exitCode).toBe(run.exitCode);
    expect(results.some(({ level }) => level === 'error')).toBe(run.exitCode === 1);
  });

  test('GitHub has an error for drift, and for a part that is missing', async () => {
    const github = await text('github');
    if (run.exitCode === 1) expect(github).toMatch(/^::error /m);
    if (run.exitCode === 0) expect(github).not.toMatch(/^::error /m);
    if (run.exitCode === 3) expect(github).toMatch(/^::(error|warning) /m);
  });

  test('OpenMetrics and Markdown say it', async () => {
    expect(await text('openmetrics')).toMatch(
      new RegExp(`^mtls_verify_exit_code\\{[^}]*\\} ${run.exitCode}$`, 'm'),
    );
    expect(await text('markdown')).toContain(`Exit code ${run.exitCode}.`);
  });
});
