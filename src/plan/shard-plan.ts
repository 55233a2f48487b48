import { VerifyError } from '../model/errors.ts';
import { type Batch, type ProbePlan, ROLES, type Role } from '../model/plan.ts';

/** What one probe pod may be given. */
export interface ShardLimits {
  /** Most dials of one container. */
  dials: number;
  /** Longest plan in bytes of JSON. */
  bytes: number;
}

/**
 * Most dials of one container. A dial is one line of 0.7 kB with a certificate, of 2 kB where a server fills every field: the log stays below
 * the 10 MiB at which a kubelet rotates it (containerLogMaxSize).
 */
export const SHARD_DIALS = 4000;
/** Pods of one Job at the same time. */
export const MAX_PARALLEL = 8;
const MAX_SHARDS = 64;

/**
 * Divides a plan among pods so that each has its part of every role, in the order of the plan. Pods that cannot all run at the
 * same time share the time. PLAN_TOO_LARGE when a part would still be too large.
 */
export function shardPlan(plan: ProbePlan, limits: ShardLimits): ProbePlan[] {
  const needed = ROLES.map((role) => {
    const batches = plan.batches[role];
    return Math.min(batches.length, Math.ceil(dialsOf(batches) / limits.dials));
  });
  for (let count = Math.max(1, ...needed); count <= MAX_SHARDS; count++) {
    const shards = divide(plan, count);
    if (shards.every((shard) => fits(shard, limits))) return shards;
  }
  throw new VerifyError(
    'PLAN_TOO_LARGE',
    `${plan.batches.outside.length} endpoint ports are too many for one run of ${MAX_SHARDS} probe pods`,
    'probe a part at a time with --service or --port',
  );
}

function divide(plan: ProbePlan, count: number): ProbePlan[] {
  const deadline = Math.floor(plan.deadline / Math.ceil(count / MAX_PARALLEL));
  return Array.from({ length: count }, (_, index) => {
    const part = (role: Role) => {
      const batches = plan.batches[role];
      const at = (shard: number) => Math.round((shard * batches.length) / count);
      return batches.slice(at(index), at(index + 1));
    };
    return {
      ...plan,
      deadline,
      batches: { outside: part('outside'), mesh: part('mesh'), via: part('via') },
    };
  });
}

function fits(shard: ProbePlan, limits: ShardLimits): boolean {
  // One target alone cannot be divided.
  const few = ROLES.every(
    (role) => shard.batches[role].length < 2 || dialsOf(shard.batches[role]) <= limits.dials,
  );
  return few && Buffer.byteLength(JSON.stringify(shard)) <= limits.bytes;
}

function dialsOf(batches: readonly Batch[]): number {
  return batches.reduce((sum, { dials }) => sum + dials.length, 0);
}
