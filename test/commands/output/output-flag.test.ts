import { Parser } from '@oclif/core';
import { expect, it } from 'vitest';
import { outputFlag, parseOutput } from '../../../src/commands/output/output-flag.ts';

const FORMATS = ['table', 'json'] as const;

it.each([
  ['json', { format: 'json', file: null }],
  ['json=run.json', { format: 'json', file: 'run.json' }],
  ['table=a=b.txt', { format: 'table', file: 'a=b.txt' }],
])('reads %s', (text, output) => {
  expect(parseOutput(text, FORMATS)).toEqual(output);
});

it.each([
  ['xml', '--output xml: the formats are table, json'],
  ['', '--output : the formats are table, json'],
  ['json=', '--output json= names no file'],
])('refuses "%s"', (text, message) => {
  expect(() => parseOutput(text, FORMATS)).toThrow(message);
});

it('may be repeated, and leaves arguments alone', async () => {
  const flags = { output: outputFlag(FORMATS) };
  const parse = async (...words: string[]) => (await Parser.parse(words, { flags, strict: false })).flags;
  expect(await parse()).toEqual({ output: [{ format: 'table', file: null }] });
  expect(await parse('-o', 'json', 'shop', '--output=table=t.txt')).toEqual({
    output: [
      { format: 'json', file: null },
      { format: 'table', file: 't.txt' },
    ],
  });
});
