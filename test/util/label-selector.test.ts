import { expect, test } from 'vitest';
import { selectorMatches } from '../../src/util/label-selector.ts';

const labels = { app: 'a', tier: 'web' };
const by = (key: string, operator: string, values?: string[]) => ({
  matchExpressions: [{ key, operator, ...(values && { values }) }],
});

test.each([
  [undefined, true],
  [{}, true],
  [{ matchLabels: { app: 'a' } }, true],
  [{ matchLabels: { app: 'a', tier: 'db' } }, false],
  [by('app', 'In', ['a', 'b']), true],
  [by('app', 'In', ['b']), false],
  [by('missing', 'In', ['a']), false],
  [by('app', 'NotIn', ['b']), true],
  [by('app', 'NotIn', ['a']), false],
  [by('missing', 'NotIn', ['a']), true],
  [by('app', 'Exists'), true],
  [by('missing', 'Exists'), false],
  [by('app', 'DoesNotExist'), false],
  [by('missing', 'DoesNotExist'), true],
  [by('constructor', 'Exists'), false],
  [by('app', 'Near', ['a']), false],
  [{ matchExpressions: [7] }, false],
])('%j: %s', (selector, expected) => {
  expect(selectorMatches(selector, labels)).toBe(expected);
});

test('needs every part to hold', () => {
  expect(selectorMatches({ matchLabels: { app: 'a' }, ...by('tier', 'In', ['db']) }, labels)).toBe(false);
});
