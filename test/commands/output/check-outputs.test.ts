import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOutputs } from '../../../src/commands/output/check-outputs.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const to = (...files: (string | null)[]) => files.map((file) => ({ format: 'json', file }));

describe('where results can go', () => {
  it('takes one to stdout and others to files, there or not yet, and devices', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'old.json'), '{}');
    checkOutputs(to(null, join(folder, 'old.json'), join(folder, 'new.json'), '/dev/null'));
    checkOutputs(to('here.json'));
  });

  it('takes only one to stdout', () => {
    expect(() => checkOutputs(to(null, null))).toThrow('only one --output can go to stdout');
  });

  it('takes a file once, however it is written', () => {
    expect(() => checkOutputs(to('a.json', './a.json'))).toThrow(
      'two values of --output name the file ./a.json',
    );
  });

  it('wants a folder to write into', () => {
    const folder = tempFolder();
    const missing = join(folder, 'none');
    expect(() => checkOutputs(to(join(missing, 'run.json')))).toThrow(
      `there is no folder ${missing}; create it first`,
    );
    writeFileSync(join(folder, 'file'), '');
    expect(() => checkOutputs(to(join(folder, 'file', 'run.json')))).toThrow('there is no folder');
  });

  it('does not take a folder, or a link to one, for a file', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'sub'));
    symlinkSync(join(folder, 'sub'), join(folder, 'link'));
    for (const name of ['sub', 'link'])
      expect(() => checkOutputs(to(join(folder, name)))).toThrow('it is a folder');
  });
});
