import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import type { Pod } from '../../src/model/kubernetes.ts';
import type { Source } from '../../src/model/plan.ts';
import { followRun } from '../../src/run/follow-run.ts';
import { podProblem } from '../../src/run/pod-problem.ts';
import { fakeClient } from '../support/fake-client.ts';

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } };
function pod(source: Source, statuses: Record<string, object>): Pod {
  return {
    metadata: { name: `pod-${source}`, labels: { 'mtls-verify/source': source } },
    spec: {
      containers: [
        ...Object.keys(statuses).map((name) => ({ name })),
        ...(source === 'sidecar' ? [{ name: 'istio-proxy' }] : []),
      ],
    },
    status: { containerStatuses: Object.entries(statuses).map(([name, state]) => ({ name, state })) },
  };
}

async function* never(signal: AbortSignal | undefined): AsyncGenerator<string> {
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** Follows one `no-sidecar` run; the log is `logs[n]` at the nth read. */
async function follow(
  pods: Pod[],
  logs: (string | ApiError)[],
  limit = AbortSignal.timeout(4000),
  events: object[] = [],
) {
  let reads = 0;
  let text = '';
  const client = fakeClient({
    answer: ({ path }) =>
      path.endsWith('/events') ? { items: events } : { items: pods, metadata: { resourceVersion: '1' } },
    async *chunks({ path, options }) {
      if (!path.endsWith('/log')) return yield* never(options.signal);
      const log = logs[Math.min(reads++, logs.length - 1)];
      if (log instanceof ApiError) throw log;
      yield log ?? '';
    },
  });
  const ends = await followRun({
    client,
    namespace: 'ns',
    id: 'id',
    sources: ['no-sidecar'],
    shards: 1,
    examine: podProblem,
    sink: (_origin, chunk) => {
      text += chunk;
      return text.includes('END');
    },
    progress: () => {},
    signal: limit,
  });
  return { end: ends.get('outside'), text, reads };
}

describe('followRun', () => {
  it('is over at the end marker', async () => {
    const { end } = await follow([pod('no-sidecar', { outside: running })], ['a\nEND\n']);
    expect(end).toEqual({ state: 'complete' });
  });

  it('reads a log again that broke off, and one that was not there yet', async () => {
    const { end, reads, text } = await follow(
      [pod('no-sidecar', { outside: running })],
      [new ApiError('waiting to start', 400, 'BadRequest'), 'a\nb', 'a\nb\nEND\n'],
    );
    expect(end).toEqual({ state: 'complete' });
    expect(reads).toBe(3);
    expect(text).toContain('a\nb\na\nb');
  });

  it('fails a container that ended without its end marker', async () => {
    const terminated = {
      terminated: { exitCode: 127, reason: 'StartError', message: 'exec: "node": not found' },
    };
    const { end } = await follow([pod('no-sidecar', { outside: terminated })], ['']);
    expect(end?.state).toBe('failed');
    expect(end?.state === 'failed' && end.error.message).toContain('exit code 127');
    expect(end?.state === 'failed' && end.error.message).toContain('not found');
  });

  it('fails when the cluster refuses the pod', async () => {
    const events = [{ type: 'Warning', reason: 'FailedCreate', message: 'exceeded quota: small' }];
    const { end } = await follow([], [], AbortSignal.timeout(10_000), events);
    expect(end?.state === 'failed' && end.error.code).toBe('QUOTA');
    expect(end?.state === 'failed' && end.error.message).toContain('exceeded quota');
  });

  it('says what the pod waited for when time is over', async () => {
    const waiting = { waiting: { reason: 'ContainerCreating' } };
    const { end } = await follow([pod('no-sidecar', { outside: waiting })], [], AbortSignal.timeout(50));
    expect(end).toEqual({
      state: 'unfinished',
      code: 'NOT_STARTED',
      why: 'container outside is waiting: ContainerCreating',
    });
  });

  it('throws when the log may not be read', async () => {
    const forbidden = new ApiError('pods/log is forbidden', 403, 'Forbidden');
    await expect(follow([pod('no-sidecar', { outside: running })], [forbidden])).rejects.toThrow('forbidden');
  });
});
