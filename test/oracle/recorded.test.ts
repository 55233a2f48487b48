import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare } from './differences.ts';
import type { Answer } from './istiod.ts';
import type { Situation } from './situation.ts';

interface Recorded {
  situation: Situation;
  answer: Answer;
}

const recorded = (file: string): Recorded[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Answers of istiod's own generator to random situations, recorded with `npm run test:oracle -- --record`. */
describe('the policy engine and istiod', () => {
  it.each(recorded('recorded.jsonl'))('agree on situation $answer.id', ({ situation, answer }) => {
    const result = compare(situation, answer);
    expect(result.differences).toEqual([]);
    expect(result.cells).toBeGreaterThan(0);
  });

  it.each(recorded('minimised.jsonl'))(
    'agree where they once did not: $answer.id',
    ({ situation, answer }) => {
      expect(compare(situation, answer).differences).toEqual([]);
    },
  );
});
