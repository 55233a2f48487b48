import { expect, it } from 'vitest';
import type { ProbePlan } from '../../src/model/plan.ts';
import { configMapManifests, planRoom } from '../../src/plan/config-maps.ts';

const plan: ProbePlan = {
  version: 1,
  nonce: 'n',
  roots: [],
  concurrency: 1,
  dialTimeout: 1,
  deadline: 1,
  batches: { outside: [], mesh: [], via: [] },
};
const settings = { id: 'abcd', namespace: 'probes' };

it('carries the plan of each shard, and the prober once', () => {
  const maps = configMapManifests(settings, 'code', [plan, { ...plan, nonce: 'm' }], []);
  expect(maps.map(({ metadata }) => metadata?.name)).toEqual(['mtls-verify-abcd', 'mtls-verify-abcd-1']);
  expect(maps.map(({ data }) => data)).toEqual([
    { 'plan-0.json': JSON.stringify(plan), 'prober.mjs': 'code' },
    { 'plan-1.json': JSON.stringify({ ...plan, nonce: 'm' }) },
  ]);
});

it('is owned by every Job of the run, so that none outlives them', () => {
  const owners = [
    { name: 'a', uid: '1' },
    { name: 'b', uid: '2' },
  ];
  for (const { metadata } of configMapManifests(settings, 'code', [plan, plan], owners)) {
    expect(metadata?.ownerReferences).toEqual(
      owners.map((owner) => ({ apiVersion: 'batch/v1', kind: 'Job', ...owner })),
    );
  }
});

it('keeps below the 1 MiB of a ConfigMap, the prober included', () => {
  expect(planRoom('x'.repeat(100_000)) + 100_000).toBeLessThan(2 ** 20);
});
