import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import type { ProbePlan } from '../../src/model/plan.ts';
import type { ManifestSettings } from '../../src/plan/manifests.ts';
import { probe } from '../../src/run/probe.ts';
import { type Call, fakeClient } from '../support/fake-client.ts';

const settings: ManifestSettings = {
  id: 'abcd',
  namespace: 'probes',
  image: 'node:22-alpine',
  timeout: 60_000,
  keep: false,
  shards: 1,
  injectionLabels: { 'sidecar.istio.io/inject': 'true' },
};
const plan: ProbePlan = {
  version: 1,
  nonce: 'n',
  roots: [],
  concurrency: 1,
  dialTimeout: 1000,
  deadline: 60_000,
  batches: { outside: [], mesh: [], via: [] },
};

function run(refuse: (call: Call) => ApiError | undefined, keep = false, shards = 1) {
  const client = fakeClient({
    answer(call) {
      const error = refuse(call);
      if (error) throw error;
      const body = call.options.body as { metadata?: { name?: string } } | undefined;
      if (call.method === 'POST')
        return { metadata: { name: body?.metadata?.name, uid: `uid-${body?.metadata?.name}` } };
      return { items: [] };
    },
    async *chunks() {},
  });
  const result = probe({
    client,
    settings: { ...settings, keep, shards },
    sources: ['no-sidecar', 'sidecar'],
    payload: { prober: 'code', shards: Array(shards).fill(plan) },
    sink: () => false,
    progress: () => {},
    signal: AbortSignal.timeout(20),
  });
  const made = () =>
    client.calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path.split('/').slice(-1)}`);
  return { client, result, made };
}

describe('probe', () => {
  it('makes the Jobs without pods, then the ConfigMap they own, then releases them, and deletes them', async () => {
    const { client, result, made } = run(() => undefined);
    await result;
    expect(made()).toEqual([
      'POST jobs',
      'POST jobs',
      'POST configmaps',
      'PATCH mtls-verify-abcd-no-sidecar',
      'PATCH mtls-verify-abcd-sidecar',
      'DELETE mtls-verify-abcd-no-sidecar',
      'DELETE mtls-verify-abcd-sidecar',
    ]);
    const bodies = client.calls.map(({ options }) => options.body as { spec?: object; metadata?: object });
    expect(bodies[0]?.spec).toMatchObject({ parallelism: 0, completions: 1 });
    expect(bodies.find(({ spec }) => spec !== undefined && !('template' in spec))?.spec).toEqual({
      parallelism: 1,
    });
    expect(bodies[2]?.metadata).toMatchObject({
      ownerReferences: [
        { kind: 'Job', uid: 'uid-mtls-verify-abcd-no-sidecar' },
        { kind: 'Job', uid: 'uid-mtls-verify-abcd-sidecar' },
      ],
    });
  });

  it('makes a ConfigMap for each shard and lets eight pods of a Job run at a time', async () => {
    const { client, result, made } = run(() => undefined, false, 10);
    await result;
    expect(made().filter((call) => call === 'POST configmaps')).toHaveLength(10);
    const bodies = client.calls.map(({ options }) => options.body as { data?: object } | undefined);
    expect(bodies.flatMap((body) => Object.keys(body?.data ?? {})).slice(0, 3)).toEqual([
      'plan-0.json',
      'prober.mjs',
      'plan-1.json',
    ]);
    expect(
      client.calls.filter(({ method }) => method === 'PATCH').map(({ options }) => options.body),
    ).toEqual(Array(2).fill({ spec: { parallelism: 8 } }));
  });

  it.each([
    [
      'the second Job',
      (call: Call) => call.method === 'POST' && JSON.stringify(call.options.body).includes('abcd-sidecar"'),
    ],
    ['the ConfigMap', (call: Call) => call.path.endsWith('/configmaps')],
    ['the release', (call: Call) => call.method === 'PATCH'],
  ])('leaves nothing when the server refuses %s', async (_what, refused) => {
    const { result, made } = run((call) =>
      refused(call) ? new ApiError('quota', 403, 'Forbidden') : undefined,
    );
    await expect(result).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(made().slice(-2)).toEqual([
      'DELETE mtls-verify-abcd-no-sidecar',
      'DELETE mtls-verify-abcd-sidecar',
    ]);
  });

  it('says so when the pods cannot be deleted', async () => {
    const { result } = run(({ method }) =>
      method === 'DELETE' ? new ApiError('no route', 0, '') : undefined,
    );
    expect((await result).leftBehind).toContain('no route');
  });

  it('deletes nothing that is to be kept', async () => {
    const { result, made } = run(() => undefined, true);
    await result;
    expect(made().some((call) => call.startsWith('DELETE'))).toBe(false);
  });

  it('says why when there is no pod at the end of the time', async () => {
    const { ends } = await run(() => undefined).result;
    expect([...ends.values()]).toEqual(
      Array(3).fill({ state: 'unfinished', code: 'NOT_STARTED', why: 'no pod was created' }),
    );
  });
});
