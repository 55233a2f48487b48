import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { tempFolder } from '../support/temp-folder.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { startCli } from './support/demo.ts';

it('writes one run in several formats at once', async () => {
  const folder = tempFolder();
  const file = (name: string) => join(folder, name);
  const { exitCode, stdout } = await startCli([
    ...['demo', '-o', `json=${file('run.json')}`, '-o', 'table', '-o', `yaml=${file('run.yaml')}`],
  ]);
  const run = JSON.parse(readFileSync(file('run.json'), 'utf8')) as { exitCode: number };
  expect(stdout).toContain('Drift: catalog:80 open');
  expect(parse(readFileSync(file('run.yaml'), 'utf8'))).toEqual(run);
  expect(exitCode).toBe(run.exitCode);
  expect(readdirSync(folder).toSorted()).toEqual(['run.json', 'run.yaml']);
});

it('writes JUnit even when set-up fails, and names the line of a configuration that is wrong', async () => {
  const junit = join(tempFolder(), 'junit.xml');
  const config = temporaryFile('bad.yaml', 'exceptions:\n  - verdict: opened');
  const { exitCode, stderr } = await startCli([
    'namespace',
    'shop',
    '--config',
    config,
    '-o',
    `junit=${junit}`,
  ]);
  expect(stderr).toContain(`${config}:2:14: exceptions[0].verdict must be`);
  expect(readFileSync(junit, 'utf8')).toContain('type="CONFIG"');
  expect(exitCode).toBe(2);
});

it('writes a failure where the result was to go', async () => {
  const file = join(tempFolder(), 'run.json');
  const { exitCode, stdout } = await startCli(['demo', 'shoe', '-o', 'table', '-o', `json=${file}`]);
  expect(stdout).toBe('');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    error: { code: 'NOTHING_SELECTED', exitCode: 2 },
  });
  expect(exitCode).toBe(2);
});
