import { expect, it } from 'vitest';
import { inTurn } from '../../src/util/in-turn.ts';

it('starts a task when the one before it is done', async () => {
  const seen: string[] = [];
  const task = (name: string) => async () => {
    seen.push(`${name} starts`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    return name;
  };
  expect(await inTurn([task('a'), task('b')])).toEqual(['a', 'b']);
  expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});
