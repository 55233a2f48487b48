import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import { followShard } from '../../src/run/follow-shard.ts';
import { podProblem } from '../../src/run/pod-problem.ts';
import { fakeClient } from '../support/fake-client.ts';

const running = { running: {} };
const killed = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
const failed = { terminated: { exitCode: 1, reason: 'Error' } };

function pod(name: string, state: object, changes: { phase?: string; reason?: string; deleted?: true } = {}) {
  const { deleted, ...status } = changes;
  return {
    metadata: {
      name,
      // Later in the alphabet is later made.
      creationTimestamp: `2026-01-01T00:00:0${name.length}Z`,
      ...(deleted && { deletionTimestamp: '2026-01-01T00:00:09Z' }),
    },
    status: { phase: 'Running', ...status, containerStatuses: [{ name: 'outside', state }] },
  } satisfies Pod;
}

/** Shows one shard its pods one after the other; the log of a pod is by its name, one that is absent never ends. */
async function follow(pods: Pod[], logs: Record<string, string>) {
  const stop = new AbortController();
  const said: string[] = [];
  const read: string[] = [];
  const client = fakeClient({
    async *chunks({ path, options }) {
      const name = path.split('/').at(-2) ?? '';
      read.push(name);
      const log = logs[name];
      if (log !== undefined) yield log;
      else await new Promise<void>((resolve) => options.signal?.addEventListener('abort', () => resolve()));
    },
  });
  const shard = followShard({
    client,
    namespace: 'ns',
    source: 'no-sidecar',
    shard: 3,
    signal: stop.signal,
    examine: podProblem,
    sink: ({ shard: index, pod: from }, chunk) => {
      expect([index, from]).toEqual([3, read.at(-1)]);
      return chunk.includes('END');
    },
    progress: (message) => said.push(message),
    ended: () => stop.abort(),
    broken: (error) => {
      throw error;
    },
  });
  for (const seen of pods) {
    shard.seen(seen);
    // Time for a log to be read to its end, twice.
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  stop.abort();
  return { end: (await shard.ends()).get('outside'), over: shard.isOver(), said, read };
}

describe('followShard', () => {
  it('takes the result of the pod that comes in place of a lost one', async () => {
    const lost = pod('a', killed, { phase: 'Failed' });
    const { end, said } = await follow([lost, pod('ab', running)], { a: 'half', ab: 'END' });
    expect(end).toEqual({ state: 'complete' });
    expect(said).toContain('pod a was lost, waiting for another in its place');
  });

  it.each([
    ['evicted', pod('a', failed, { phase: 'Failed', reason: 'Evicted' })],
    ['being deleted', pod('a', running, { deleted: true })],
  ])('waits for another pod when one is %s', async (_how, lost) => {
    const { end } = await follow([pod('a', running), lost, pod('ab', running)], { ab: 'END' });
    expect(end).toEqual({ state: 'complete' });
  });

  it('takes a new pod in place of one that is gone without a word', async () => {
    const { end, read } = await follow([pod('a', running), pod('ab', running)], { ab: 'END' });
    expect(end).toEqual({ state: 'complete' });
    expect(read).toEqual(['a', 'ab']);
  });

  it('gives up at the second lost pod', async () => {
    const again = pod('ab', killed, { phase: 'Failed' });
    const { end, over } = await follow([pod('a', killed, { phase: 'Failed' }), again], { a: '', ab: '' });
    expect(over).toBe(true);
    expect(end?.state === 'failed' && end.error.code).toBe('OUT_OF_MEMORY');
  });

  it('does not wait for another pod when the prober failed by itself', async () => {
    const { end, over } = await follow([pod('a', failed, { phase: 'Failed' })], { a: 'no such file' });
    expect(over).toBe(true);
    expect(end?.state === 'failed' && end.error.message).toContain('no such file');
  });

  it('says what became of the pod when none came in its place', async () => {
    const lost = pod('a', failed, { phase: 'Failed', reason: 'Evicted' });
    const { end, over } = await follow([lost], {});
    expect(over).toBe(false);
    expect(end?.state === 'failed' && end.error.message).toContain('Evicted');
  });

  it('passes over late news of a pod that was given up', async () => {
    const lost = pod('a', killed, { phase: 'Failed' });
    const pods = [lost, pod('ab', running), { ...lost, metadata: { ...lost.metadata } }];
    const { end, read } = await follow(pods, { a: '' });
    expect(end?.state).toBe('failed');
    expect(read.filter((name) => name === 'ab')).toHaveLength(1);
  });
});
