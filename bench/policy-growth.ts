import { type Measure, median } from './measure.ts';
import { policyTime } from './policy-time.ts';
import { policyWorld } from './policy-world.ts';

const ROUNDS = 5;

/** How many times longer ten times the work takes: 200 namespaces over 20. */
export async function policyGrowth(): Promise<Measure> {
  const [small, large] = [policyWorld(20), policyWorld(200)];
  policyTime(large);
  const time = (rounds: number, world: typeof small) =>
    median(Array.from({ length: rounds }, () => policyTime(world).milliseconds));
  const [few, many] = [time(ROUNDS * 3, small), time(ROUNDS, large)];
  return {
    value: Math.round((many / few) * 100) / 100,
    limit: 11,
    unit: 'ratio',
    detail: `${Math.round(many)} ms over ${Math.round(few)} ms`,
  };
}
