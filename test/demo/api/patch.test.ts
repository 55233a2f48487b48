import { expect, test } from 'vitest';
import { jsonPatch, mergePatch } from '../../../src/demo/api/patch.ts';
import { strategicMerge } from '../../../src/demo/api/strategic-merge.ts';

test('merge patch: objects are merged, lists replaced, null removes (RFC 7386)', () => {
  expect(mergePatch({ a: { b: 1, c: [1] }, d: 1 }, { a: { b: null, c: [2] } })).toEqual({
    a: { c: [2] },
    d: 1,
  });
  expect(mergePatch({ a: 1 }, 'x')).toBe('x');
});

test.each([
  [
    { op: 'add', path: '/list/1', value: 9 },
    { list: [1, 9, 2], 'a/b': 0 },
  ],
  [
    { op: 'add', path: '/list/-', value: 9 },
    { list: [1, 2, 9], 'a/b': 0 },
  ],
  [{ op: 'remove', path: '/a~1b' }, { list: [1, 2] }],
  [
    { op: 'copy', from: '/list/0', path: '/x' },
    { list: [1, 2], 'a/b': 0, x: 1 },
  ],
  [
    { op: 'move', from: '/list', path: '/x' },
    { x: [1, 2], 'a/b': 0 },
  ],
  [
    { op: 'test', path: '/list', value: [1, 2] },
    { list: [1, 2], 'a/b': 0 },
  ],
])('JSON patch %j', (operation, expected) => {
  expect(jsonPatch({ list: [1, 2], 'a/b': 0 }, [operation])).toEqual(expected);
});

test.each([
  { op: 'remove', path: '/none' },
  { op: 'replace', path: '/none', value: 1 },
  { op: 'add', path: '/list/7', value: 1 },
  { op: 'dance', path: '/list' },
])('JSON patch refuses %j', (operation) => {
  expect(() => jsonPatch({ list: [1] }, [operation])).toThrow(/^the server rejected our request/);
});

test('strategic merge: containers are merged by name, other lists replaced, $patch deletes', () => {
  const pod = { containers: [{ name: 'a', args: ['1'], image: 'x' }, { name: 'b' }] };
  const patch = { containers: [{ name: 'a', args: ['2'] }, { name: 'b', $patch: 'delete' }, { name: 'c' }] };
  expect(strategicMerge(pod, patch)).toEqual({
    containers: [{ name: 'a', args: ['2'], image: 'x' }, { name: 'c' }],
  });
});
