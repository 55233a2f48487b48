import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { temporaryFile } from '../support/temporary-file.ts';

it('reads the file that is named', async () => {
  expect(await readConfig(temporaryFile('other.yaml', 'require: strict'))).toEqual({ require: 'strict' });
});

it('needs no file, but the one that is named', async () => {
  // The repository has none of its own.
  expect(await readConfig(undefined)).toEqual({});
  await expect(readConfig(join(tempFolder(), 'none.yaml'))).rejects.toMatchObject({
    code: 'CONFIG',
    exitCode: 2,
  });
});
