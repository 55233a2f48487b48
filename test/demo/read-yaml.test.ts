import { expect, test } from 'vitest';
import { readYaml } from '../../src/demo/read-yaml.ts';

test('reads all documents as plain data, with merge keys', () => {
  const text = `
base: &base { a: 1, b: '2020-01-01' }
other: { <<: *base, b: 2020-01-01, c: on }
---
[1, null]`;
  expect(readYaml(text, 'x')).toEqual([
    { base: { a: 1, b: '2020-01-01' }, other: { a: 1, b: '2020-01-01', c: 'on' } },
    [1, null],
  ]);
});

test.for(['a: [', 'a: 1\na: 2', 'a: *none'])('an error names the file: %s', (text) => {
  expect(() => readYaml(text, 'shop/cluster.yaml')).toThrow(/^shop\/cluster\.yaml: /);
});
