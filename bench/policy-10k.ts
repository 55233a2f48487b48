import { type Measure, median } from './measure.ts';
import { policyTime } from './policy-time.ts';
import { policyWorld } from './policy-world.ts';

const ROUNDS = 5;

/** Declared policy and prediction of 10,000 endpoint ports, 2,000 Services, 1,000 policies and 200 namespaces: the median of rounds in one process. */
export async function policy10k(): Promise<Measure> {
  const snapshot = policyWorld(200);
  const rounds = Array.from({ length: ROUNDS }, () => policyTime(snapshot));
  const value = Math.round(median(rounds.map(({ milliseconds }) => milliseconds)));
  const [first] = rounds;
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  return {
    value,
    limit: 700,
    unit: 'ms',
    detail: `${first?.endpoints} endpoint ports, ${first?.services} Services; first round ${Math.round(first?.milliseconds ?? 0)} ms; ${memory} MiB`,
  };
}
