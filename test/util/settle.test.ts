import { expect, it } from 'vitest';
import { settleAll } from '../../src/util/settle.ts';

it('throws the first failure only when every task has ended', async () => {
  let ended = false;
  const slow = new Promise<number>((resolve) =>
    setTimeout(() => {
      ended = true;
      resolve(1);
    }, 20),
  );
  await expect(settleAll([Promise.reject(new Error('no')), slow])).rejects.toThrow('no');
  expect(ended).toBe(true);
});

it('gives what every task gave', async () => {
  expect(await settleAll([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two']);
});
