// Compares our reading of PeerAuthentication in ambient mode, and of Gateways, with istiod's own on random situations:
//   npm run test:oracle:planes -- [--seed N] [--count N]
// Prints the smallest situation of the first disagreement and ends with 1.
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { comparePlanes } from './compare-planes.ts';
import { generateAmbient, generateGateways } from './generate-planes.ts';
import type { Istiod } from './istiod.ts';
import { shrink } from './shrink.ts';
import type { Situation } from './situation.ts';
import { withIstiod } from './with-istiod.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '200' } },
});
const [first, count] = [Number(values.seed), Number(values.count)];
let cells = 0;
let wrong = 0;
let agreed = 0;
await withIstiod({ first, count, perOracle: 100 }, async (istiod, seed) => {
  await check(istiod, generateAmbient(seed), true);
  await check(istiod, generateGateways(seed), false);
  if (wrong === 0) agreed += 1;
  return wrong === 0;
});
// As vitest puts it, for those who count tests.
console.log(
  `Tests  ${wrong > 0 ? '1 failed | ' : ''}${agreed} passed, of ${count} pairs of situations from seed ${first}`,
);
console.log(`${cells} cells, ${wrong} disagreements`);
process.exitCode = wrong === 0 ? 0 : 1;

async function check(istiod: Istiod, situation: Situation, ambient: boolean): Promise<void> {
  const differences = async (candidate: Situation) => {
    const answer = await istiod.ask(candidate, ambient);
    if (answer.error && candidate === situation) throw new Error(`seed ${situation.id}: ${answer.error}`);
    const result = answer.error ? { cells: 0, differences: [] } : comparePlanes(candidate, answer);
    if (candidate === situation) cells += result.cells;
    return result.differences;
  };
  const found = await differences(situation);
  wrong += found.length;
  if (found.length === 0) return;
  console.log(found.join('\n'));
  const smallest = await shrink(situation, async (candidate) => (await differences(candidate)).length > 0);
  console.log(stringify(smallest));
  console.log((await differences(smallest)).join('\n'));
}
