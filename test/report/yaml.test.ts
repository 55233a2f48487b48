import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from '../../src/report/yaml.ts';
import { shop } from './shop.ts';

it('holds what the JSON holds', () => {
  expect(parse(yamlText(shop()))).toEqual(shop());
});

it('keeps texts that YAML would take for something else', () => {
  const odd = {
    yes: 'yes',
    null: 'null',
    number: '1e3',
    colon: 'a: b #c',
    lines: 'a\nb\n',
    'k: e\u202ey': '',
  };
  const text = yamlText(odd);
  expect(parse(text)).toEqual(odd);
  expect(text).toContain('\\u202e');
});

it('writes the same object twice where it stands twice', () => {
  const one = { name: 'x' };
  expect(yamlText({ a: one, b: one })).not.toMatch(/[&*]/);
});
