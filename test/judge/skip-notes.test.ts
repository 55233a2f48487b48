import { expect, it } from 'vitest';
import { skipNotes } from '../../src/judge/skip-notes.ts';

const port = (number: number) => ({
  target: `10.0.0.1:${number}`,
  name: `pod a port ${number}`,
  why: '--skip-port admin',
});

it('names what was left alone, and counts the rest', () => {
  expect(skipNotes([], [])).toEqual([]);
  expect(skipNotes([port(80)], [])[0]?.message).toBe('not dialled: pod a port 80 (--skip-port admin)');
  const many = Array.from({ length: 12 }, (_, number) => port(number));
  expect(skipNotes(many, [])[0]?.message).toMatch(/ and 2 more$/);
});

it('tells of ports that are not there', () => {
  expect(skipNotes([], ['annotation mtls-verify/skip of Pod app/a names "808"'])).toEqual([
    {
      code: 'skip-unknown',
      message:
        'annotation mtls-verify/skip of Pod app/a names "808", which is no port of it: nothing was left out for that',
    },
  ]);
});
