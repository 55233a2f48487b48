// Compares our reading of PeerAuthentication in ambient mode, and of Gateways, with istiod's own on random situations:
//   node scripts/run-ts.mjs test/oracle/run-planes.ts [--seed N] [--count N]
// Prints the smallest situation of the first disagreement and ends with 1.
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { comparePlanes } from './compare-planes.ts';
import { generateAmbient, generateGateways } from './generate-planes.ts';
import { startIstiod } from './istiod.ts';
import { oracleProgram } from './oracle-program.ts';
import { shrink } from './shrink.ts';
import type { Situation } from './situation.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '200' } },
});
// The oracle keeps something of every situation.
const PER_ORACLE = 100;
let istiod = startIstiod(oracleProgram());
const [first, count] = [Number(values.seed), Number(values.count)];
let cells = 0;
let wrong = 0;
for (let seed = first; seed < first + count && wrong === 0; seed += 1) {
  if (seed > first && (seed - first) % PER_ORACLE === 0) {
    istiod.close();
    istiod = startIstiod(oracleProgram());
  }
  await check(generateAmbient(seed), true);
  await check(generateGateways(seed), false);
}
istiod.close();
console.log(`${count} situations of each kind from seed ${first}: ${cells} cells, ${wrong} disagreements`);
process.exitCode = wrong === 0 ? 0 : 1;

async function check(situation: Situation, ambient: boolean): Promise<void> {
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
