import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare } from './differences.ts';
import { generate } from './generate.ts';
import type { Answer } from './istiod.ts';

const text = readFileSync(new URL('recorded.jsonl', import.meta.url), 'utf8');
const answers: Answer[] = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Answers of istiod's own generator to random situations, recorded with `npm run test:oracle -- --record`. */
describe('the policy engine and istiod', () => {
  it.each(answers)('agree on situation $id', (answer) => {
    const result = compare(generate(Number(answer.id)), answer);
    expect(result.differences).toEqual([]);
    expect(result.cells).toBeGreaterThan(0);
  });
});
