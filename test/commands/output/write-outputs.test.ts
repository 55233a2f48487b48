import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeOutputs } from '../../../src/commands/output/write-outputs.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('replaces files as a whole, without colour, and leaves nothing else', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a'), 'a long old text');
  const files = ['a', 'b', 'c'].map((name) => ({ format: name, file: join(folder, name) }));
  await writeOutputs(files, { color: true, ascii: false }, (format, { colour, width }) =>
    format === 'c' ? null : `${format} ${colour} ${width}`,
  );
  expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('a false 120');
});

it('writes the others where one cannot be written, and says which', async () => {
  const folder = tempFolder();
  const bad = join(folder, 'bad');
  mkdirSync(bad);
  const outputs = [bad, join(folder, 'good')].map((file) => ({ format: 'json', file }));
  await expect(writeOutputs(outputs, { color: false, ascii: false }, () => 'text')).rejects.toMatchObject({
    code: 'OUTPUT',
    exitCode: 2,
    message: expect.stringContaining(`${bad} cannot be written: `) as string,
  });
  expect(readFileSync(join(folder, 'good'), 'utf8')).toBe('text');
});

it('writes the table in ASCII where that is asked for, and data as it is', async () => {
  const folder = tempFolder();
  const outputs = ['table', 'json'].map((format) => ({ format, file: join(folder, format) }));
  await writeOutputs(outputs, { color: true, ascii: true }, () => 'the sidecar’s own…');
  const written = outputs.map(({ file }) => readFileSync(file, 'utf8'));
  expect(written).toEqual(["the sidecar's own~", 'the sidecar’s own…']);
});
