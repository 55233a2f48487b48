import type { Rule } from './rule.ts';

/** Whether a rule says anything of tls: for all ports, for one, or for a subset. */
export function setsTls({ policy, subsets }: Rule): boolean {
  return [policy, ...subsets.map((subset) => subset.policy)].some(
    (known) =>
      known !== null && (known.tls !== null || [...known.ports.values()].some(({ tls }) => tls !== null)),
  );
}
