import { expect, it, test } from 'vitest';
import { movedPods, withMoved } from '../../src/judge/moved.ts';
import type { Pod } from '../../src/model/kubernetes.ts';
import { endpointTarget } from './build.ts';

const pod = (more: Pod['metadata'] = {}, podIP = '10.0.0.1'): Pod => ({
  metadata: { name: 'web-1', namespace: 'shop', uid: 'a', ...more },
  status: { podIP },
});
const ID = endpointTarget().id;
const moved = (after: Pod[] | null, before = pod()) => movedPods([endpointTarget()], [before], after).get(ID);

test.each<[string, Pod[], string]>([
  ['deleted', [], 'was deleted'],
  ['another of its name', [pod({ uid: 'b' })], 'was replaced by another of its name'],
  ['another address', [pod({}, '10.0.0.9')], 'got another address'],
  ['about to end', [pod({ deletionTimestamp: '2026-11-25T03:00:00Z' })], 'began to end'],
])('%s', (_name, after, why) => {
  expect(moved(after)).toBe(`Pod shop/web-1 ${why} while the probe dialled.`);
});

it('says nothing of pods that stayed, that are not known, or that could not be read again', () => {
  expect(moved([pod()])).toBeUndefined();
  expect(moved(null)).toBeUndefined();
  const ending = pod({ deletionTimestamp: '2026-11-25T03:00:00Z' });
  expect(moved([ending], ending)).toBeUndefined();
  expect(movedPods([endpointTarget('HTTP', { pod: null })], [pod()], [])).toEqual(new Map());
  expect(movedPods([endpointTarget('HTTP', { namespace: 'other' })], [pod()], [])).toEqual(new Map());
});

it('takes the verdict of a row, whatever it was', () => {
  const row = { verdict: 'open', cause: 'unknown', doubt: null, detail: 'Seen.' } as const;
  expect(withMoved(row, 'It went.')).toEqual({
    verdict: 'inconclusive',
    cause: null,
    doubt: 'pod-moved',
    detail: 'Seen. It went.',
  });
  expect(withMoved(row, undefined)).toBe(row);
});
