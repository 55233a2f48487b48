// Compares our policy engine with istiod's own generator on random situations:
//   npm run test:oracle -- [--seed N] [--count N] [--record]
// The oracle is built by test/oracle/build.sh. Prints the smallest situation of a disagreement and ends with 1.
// --record keeps situations and istiod's answers for recorded.test.ts, which needs no oracle.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { compare } from './differences.ts';
import { generate } from './generate.ts';
import type { Istiod } from './istiod.ts';
import { shrink } from './shrink.ts';
import type { Situation } from './situation.ts';
import { withIstiod } from './with-istiod.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    record: { type: 'boolean', default: false },
  },
});
const [first, count] = [Number(values.seed), Number(values.count)];
const answers: string[] = [];
let cells = 0;
let wrong = 0;
let agreed = 0;
await withIstiod({ first, count, perOracle: 200 }, async (istiod, seed) => {
  const situation = generate(seed);
  const answer = await istiod.ask(situation);
  if (answer.error) throw new Error(`seed ${seed}: istiod refused the situation: ${answer.error}`);
  const { id, server, client, routes } = answer;
  answers.push(JSON.stringify({ situation, answer: { id, server, client, routes } }));
  const result = compare(situation, answer);
  cells += result.cells;
  wrong += result.differences.length;
  if (result.differences.length > 0) {
    console.error(`seed ${seed} disagrees; looking for a smaller one`);
    await explain(istiod, situation);
    return false;
  }
  agreed += 1;
  if (agreed % 500 === 0) console.error(`${agreed} situations, ${cells} cells`);
  return true;
});
if (values.record) writeFileSync('test/oracle/recorded.jsonl', `${answers.join('\n')}\n`);
// As vitest puts it, for those who count tests.
console.log(
  `Tests  ${wrong > 0 ? '1 failed | ' : ''}${agreed} passed, of ${count} situations from seed ${first}`,
);
console.log(`${cells} cells, ${wrong} disagreements`);
process.exitCode = wrong === 0 ? 0 : 1;

async function explain(oracle: Istiod, situation: Situation): Promise<void> {
  const fails = async (candidate: Situation) => {
    const answer = await oracle.ask(candidate);
    return !answer.error && compare(candidate, answer).differences.length > 0;
  };
  const smallest = await shrink(situation, fails);
  const { id, server, client, routes } = await oracle.ask(smallest);
  const answer = { id, server, client, routes };
  console.log(stringify(smallest));
  console.log(compare(smallest, answer).differences.join('\n'));
  console.log(
    `The line to keep in test/oracle/minimised.jsonl:\n${JSON.stringify({ situation: smallest, answer })}`,
  );
}
