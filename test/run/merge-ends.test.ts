import { expect, it } from 'vitest';
import { VerifyError } from '../../src/model/errors.ts';
import type { RoleEnd } from '../../src/run/follow-role.ts';
import { mergeEnds } from '../../src/run/merge-ends.ts';

const complete: RoleEnd = { state: 'complete' };
const unfinished: RoleEnd = { state: 'unfinished', code: 'NOT_STARTED', why: 'no pod was created' };
const failed: RoleEnd = { state: 'failed', error: new VerifyError('IMAGE', 'no image', 'name another') };
const merge = (...ends: RoleEnd[]) => mergeEnds(ends.map((end) => new Map([['mesh', end]]))).get('mesh');

it('is complete when every shard is', () => {
  expect(merge(complete, complete)).toEqual(complete);
});

it('tells the end of a single shard as it is', () => {
  expect(merge(failed)).toBe(failed);
});

it('says how much is missing, and why; a failure says more than time that was over', () => {
  expect(merge(complete, unfinished)).toEqual({
    state: 'unfinished',
    code: 'NOT_STARTED',
    why: '1 of 2 parts are missing: no pod was created',
  });
  const end = merge(unfinished, complete, failed);
  expect(end?.state === 'failed' && end.error).toMatchObject({
    code: 'IMAGE',
    message: '2 of 3 parts are missing: no image',
    hint: 'name another',
  });
});
