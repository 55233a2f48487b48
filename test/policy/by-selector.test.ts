import { describe, expect, it } from 'vitest';
import { indexBySelector, selecting, selectorOf } from '../../src/policy/by-selector.ts';
import { peer } from './objects.ts';

const one = (name: string, matchLabels?: Record<string, string>, namespace = 'app') =>
  peer(namespace, matchLabels ? { selector: { matchLabels } } : {}, { name });
const index = indexBySelector([
  one('all'),
  one('a', { app: 'a' }),
  one('a-web', { app: 'a', tier: 'web' }),
  one('b', { app: 'b' }),
  one('elsewhere', { app: 'a' }, 'other'),
]);
const names = (labels: Record<string, string>, namespace = 'app') =>
  selecting(index, namespace, labels)
    .map(({ metadata }) => metadata?.name)
    .toSorted();

describe('selecting', () => {
  it.each([
    [{}, ['all']],
    [{ app: 'a' }, ['a', 'all']],
    [{ app: 'a', tier: 'web' }, ['a', 'a-web', 'all']],
    [{ app: 'c' }, ['all']],
  ])('%j: %j', (labels, expected) => {
    expect(names(labels)).toEqual(expected);
  });

  it('knows namespaces apart', () => {
    expect(names({ app: 'a' }, 'other')).toEqual(['elsewhere']);
    expect(names({ app: 'a' }, 'none')).toEqual([]);
  });
});

describe('selectorOf', () => {
  it.each([
    [{ selector: { matchLabels: { a: '1' } } }, { a: '1' }],
    [{ workloadSelector: { labels: { a: '1' } } }, { a: '1' }],
    [{ selector: {} }, null],
    [{ selector: { matchLabels: {} } }, null],
    [{ selector: 7 }, null],
    [{}, null],
  ])('%j: %j', (spec, expected) => {
    expect(selectorOf({ spec } as never)).toEqual(expected);
  });
});
