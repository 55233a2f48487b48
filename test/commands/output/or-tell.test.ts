import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { orTell } from '../../../src/commands/output/or-tell.ts';
import { VerifyError } from '../../../src/model/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

async function told(outputs: { format: string; file: string }[], error: Error) {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const exitCode = await orTell(
      { output: outputs, version: '1.2.3' },
      (format, failure) => (format === 'json' ? JSON.stringify(failure) : null),
      () => Promise.reject(error),
    );
    return { exitCode, stderr: stderr.mock.calls.map(([text]) => String(text)).join('') };
  } finally {
    stderr.mockRestore();
  }
}

it('tells a failure in words and in the formats that can tell one', async () => {
  const file = join(tempFolder(), 'run.json');
  const outputs = [
    { format: 'table', file: '/nowhere/t' },
    { format: 'json', file },
  ];
  expect(await told(outputs, new VerifyError('NO_ISTIO', 'no\u001b[2J Istio', 'look'))).toEqual({
    exitCode: 2,
    stderr: 'Error: no [2J Istio\n  look [NO_ISTIO]\n',
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    schemaVersion: 1,
    tool: { name: 'mtls-verify', version: '1.2.3' },
    failedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    error: { code: 'NO_ISTIO', message: 'no [2J Istio', hint: 'look', exitCode: 2 },
  });
});

it('says as well that the failure could not be written', async () => {
  const outputs = [{ format: 'json', file: '/nowhere/run.json' }];
  const { exitCode, stderr } = await told(outputs, new VerifyError('NO_ISTIO', 'no Istio', 'look'));
  expect(stderr).toMatch(/^Error: no Istio\n.*\nError: \/nowhere\/run.json cannot be written: /);
  expect(exitCode).toBe(2);
});

it('leaves other errors alone', async () => {
  await expect(told([], new RangeError('bug'))).rejects.toThrow(RangeError);
});
