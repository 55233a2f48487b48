import { VerifyError } from '../model/errors.ts';
import type { Role } from '../model/plan.ts';
import type { RoleEnd } from './follow-role.ts';

/** How each role ended in all its shards together: complete only when every shard is. */
export function mergeEnds(shards: readonly Map<Role, RoleEnd>[]): Map<Role, RoleEnd> {
  const merged = new Map<Role, RoleEnd>();
  for (const role of new Set(shards.flatMap((ends) => [...ends.keys()]))) {
    const ends = shards.flatMap((shard) => shard.get(role) ?? []);
    merged.set(role, mergeRole(ends));
  }
  return merged;
}

function mergeRole(ends: readonly RoleEnd[]): RoleEnd {
  const bad = ends.filter(({ state }) => state !== 'complete');
  const worst = bad.find(({ state }) => state === 'failed') ?? bad[0];
  if (!worst || worst.state === 'complete') return { state: 'complete' };
  if (ends.length === 1) return worst;
  const share = `${bad.length} of ${ends.length} parts are missing`;
  if (worst.state === 'unfinished') return { ...worst, why: `${share}: ${worst.why}` };
  const { code, message, hint, cause } = worst.error;
  return { state: 'failed', error: new VerifyError(code, `${share}: ${message}`, hint, cause) };
}
