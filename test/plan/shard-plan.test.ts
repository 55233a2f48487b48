import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Batch, type ProbePlan, ROLES } from '../../src/model/plan.ts';
import { MAX_PARALLEL, shardPlan } from '../../src/plan/shard-plan.ts';

const LIMITS = { dials: 4, bytes: 10_000 };

function batches(count: number, prefix: string, dials: Batch['dials']): Batch[] {
  return Array.from({ length: count }, (_, index) => ({
    target: `${prefix}${index}`,
    host: '10.0.0.1',
    port: 80,
    dials,
    speak: 'http',
    gentle: false,
  }));
}
function planOf(endpoints: number, services: number): ProbePlan {
  return {
    version: 1,
    nonce: 'n',
    roots: [],
    concurrency: 1,
    dialTimeout: 1,
    deadline: 80_000,
    batches: {
      outside: batches(endpoints, 'e', ['plaintext', 'tls-mesh']),
      mesh: batches(endpoints, 'e', ['mtls']),
      via: batches(services, 's', ['via-sidecar']),
    },
  };
}

describe('shardPlan', () => {
  it('leaves a plan that fits as it is', () => {
    const plan = planOf(2, 1);
    expect(shardPlan(plan, LIMITS)).toEqual([plan]);
    expect(shardPlan(planOf(0, 0), LIMITS)).toHaveLength(1);
  });

  it('gives every batch to exactly one shard, in order, none with more dials than it may have', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (endpoints, services) => {
        const plan = planOf(endpoints, services);
        const shards = shardPlan(plan, LIMITS);
        for (const role of ROLES) {
          expect(shards.flatMap((shard) => shard.batches[role])).toEqual(plan.batches[role]);
          for (const shard of shards) {
            expect(shard.batches[role].flatMap(({ dials }) => dials).length).toBeLessThanOrEqual(4);
          }
        }
      }),
    );
  });

  it('makes more shards where the plans would be too long for a ConfigMap', () => {
    const shards = shardPlan(planOf(8, 0), { dials: 1000, bytes: 1500 });
    expect(shards.length).toBeGreaterThan(1);
    for (const shard of shards) expect(JSON.stringify(shard).length).toBeLessThanOrEqual(1500);
  });

  it('shares the time among pods that cannot run at once', () => {
    const shards = shardPlan(planOf(2 * (MAX_PARALLEL + 1), 0), LIMITS);
    expect(shards).toHaveLength(MAX_PARALLEL + 1);
    expect(shards.map(({ deadline }) => deadline)).toEqual(Array(MAX_PARALLEL + 1).fill(40_000));
  });

  it('does not divide a target', () => {
    expect(shardPlan(planOf(2, 0), { ...LIMITS, dials: 1 })).toHaveLength(2);
  });

  it('refuses what is absurd', () => {
    const absurd = () => shardPlan(planOf(10_000, 0), LIMITS);
    expect(absurd).toThrow(expect.objectContaining({ code: 'PLAN_TOO_LARGE' }));
    const roots = { ...planOf(1, 0), roots: ['x'.repeat(20_000)] };
    expect(() => shardPlan(roots, LIMITS)).toThrow('too many for one run');
  });
});
