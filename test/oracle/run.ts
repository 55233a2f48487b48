// Compares our policy engine with istiod's own generator on random situations:
//   npm run test:oracle -- [--seed N] [--count N] [--record]
// The oracle is built by test/oracle/build.sh. Prints the smallest situation of a disagreement and ends with 1.
// --record keeps situations and istiod's answers for recorded.test.ts, which needs no oracle.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { compare } from './differences.ts';
import { generate } from './generate.ts';
import { type Istiod, startIstiod } from './istiod.ts';
import { oracleProgram } from './oracle-program.ts';
import { shrink } from './shrink.ts';
import type { Situation } from './situation.ts';

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
// The oracle keeps something of every situation.
const PER_ORACLE = 200;
let istiod = startIstiod(oracleProgram());
for (let seed = first; seed < first + count && wrong === 0; seed += 1) {
  if (seed > first && (seed - first) % PER_ORACLE === 0) {
    istiod.close();
    istiod = startIstiod(oracleProgram());
  }
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
  } else agreed += 1;
  if ((seed - first + 1) % 500 === 0) console.error(`${seed - first + 1} situations, ${cells} cells`);
}
istiod.close();
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
