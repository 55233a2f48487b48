import { expect, it } from 'vitest';
import { clockNotes } from '../../src/judge/clock.ts';

it('tells clocks that are far apart, and which is ahead', () => {
  expect(clockNotes(0)).toEqual([]);
  expect(clockNotes(-29_000)).toEqual([]);
  expect(clockNotes(300_400)).toMatchObject([
    { code: 'clock-skew', message: expect.stringContaining('300 s ahead of') },
  ]);
  expect(clockNotes(-45_000)[0]?.message).toContain('45 s behind');
});
