import { describe, expect, it, test } from 'vitest';
import { VerifyError } from '../../src/model/errors.ts';
import { failureDocument } from '../../src/model/failure-document.ts';
import { RUN_FORMATS } from '../../src/report/format.ts';
import { FORMATS, failureText } from '../../src/report/registry.ts';
import { SAVED_RUNS, savedFile, savedRun } from '../support/saved-runs.ts';

const OPTIONS = { colour: false, width: 120 };
const FAILURE = failureDocument(new VerifyError('NO_ISTIO', 'no Istio was found', 'look'), '0.1.0', 0);

/** `npx vitest run --project unit test/report -u` writes the goldens anew. */
describe.each(RUN_FORMATS)('%s', (format) => {
  const { run: report } = FORMATS[format];

  test.each(SAVED_RUNS)('of %s', async (name) => {
    const text = await report(savedRun(name), OPTIONS);
    // The saved runs are themselves the goldens of JSON.
    const golden = format === 'json' ? savedFile(name) : `goldens/${format}/${name}.txt`;
    await expect(text).toMatchFileSnapshot(golden);
  });

  it('gives the same bytes for the same run, whatever the order of its rows', async () => {
    const run = savedRun('shop');
    const turned = { ...run, endpoints: run.endpoints.toReversed(), services: run.services.toReversed() };
    if (format !== 'json' && format !== 'yaml')
      expect(await report(turned, OPTIONS)).toBe(await report(run, OPTIONS));
    expect(await report(savedRun('shop'), OPTIONS)).toBe(await report(run, OPTIONS));
  });

  it('never touches the run, nor so its exit code', async () => {
    const run = savedRun('shop');
    await report(run, OPTIONS);
    expect(run).toEqual(savedRun('shop'));
  });

  it('of a failure', async () => {
    await expect((await failureText(format, FAILURE)) ?? '').toMatchFileSnapshot(
      `goldens/${format}/failure.txt`,
    );
  });
});
