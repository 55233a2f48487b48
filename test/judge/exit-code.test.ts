import { expect, it } from 'vitest';
import { countVerdicts } from '../../src/judge/counts.ts';
import { exitCode } from '../../src/judge/exit-code.ts';
import type { Verdict } from '../../src/model/verdict.ts';

const rows = (...verdicts: Verdict[]) => verdicts.map((verdict) => ({ verdict }));

it('is 0 only when everything matches', () => {
  expect(exitCode(rows('match', 'match'), [])).toBe(0);
  expect(exitCode(rows('match', 'match'), [{ code: 'kept' }])).toBe(0);
});

it('is 1 for every drift, whatever else there is', () => {
  for (const verdict of ['open', 'closed', 'broken', 'plaintext'] as const) {
    expect(exitCode(rows('match', 'inconclusive', verdict), [{ code: 'source-failed' }])).toBe(1);
  }
});

it('is 3 for a doubt, for nothing at all and for a run with a part missing', () => {
  expect(exitCode(rows('match', 'inconclusive'), [])).toBe(3);
  expect(exitCode([], [])).toBe(3);
  expect(exitCode(rows('match'), [{ code: 'source-failed' }])).toBe(3);
});

it('counts every verdict', () => {
  const counted = countVerdicts(rows('match', 'open', 'match'));
  expect(counted).toEqual({
    match: 2,
    open: 1,
    closed: 0,
    broken: 0,
    plaintext: 0,
    inconclusive: 0,
    excepted: 0,
  });
});
