import { X509Certificate } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { resolveAddress } from '../../../src/prober/address.ts';
import { dialOnce, type Recipe } from '../../../src/prober/dial-once.ts';
import { groupBy } from '../../../src/util/group.ts';
import { recipeFor } from './dial-kinds.ts';
import { type RecordedDial, recordedDials, recordedEvidence } from './recorded.ts';
import { addressOf, KNOWS_HTTP, startRecorded, summary } from './recorded-wire.ts';

const SIGNAL = new AbortController().signal;
setMaxListeners(0, SIGNAL);
const CONCURRENCY = 24;

/** What was recorded and is seen differently on the stand-in, with the reason. None. */
const EXCEPTIONS: readonly string[] = [];

/** On a busy machine an answer comes late: what heard nothing, and should have, is asked again with more time. */
function patient(recipe: Recipe): Recipe {
  return { ...recipe, listen: recipe.listen * 10, timeout: recipe.timeout * 5 };
}

async function replay(dials: RecordedDial[]): Promise<string[]> {
  const wire = await startRecorded(dials);
  const roots = [new X509Certificate(wire.root)];
  const differences: string[] = [];
  const queue = [...dials];
  const worker = async () => {
    for (let dial = queue.shift(); dial; dial = queue.shift()) {
      const { target } = dial;
      const address = resolveAddress(addressOf(target), wire.connectTo);
      const recipe = recipeFor(dial.dial, address, KNOWS_HTTP.includes(target), wire);
      const recorded = summary(recordedEvidence(dial));
      const first = await dialOnce(recipe, { roots, signal: SIGNAL });
      const late = first.end === 'timeout' && summary(first) !== recorded;
      const seen = summary(late ? await dialOnce(patient(recipe), { roots, signal: SIGNAL }) : first);
      if (seen !== recorded) differences.push(`${target} ${dial.dial}: recorded ${recorded}; seen ${seen}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return differences;
}

describe('the dials of a real mesh, made again at the stand-ins', () => {
  const groups = groupBy(recordedDials, ({ pa, proxy, minTls }) => `${pa}, ${proxy}, TLS from ${minTls}`);

  test('there are 1539, and at most 3 % are exceptions', () => {
    expect(recordedDials).toHaveLength(1539);
    expect(EXCEPTIONS.length / recordedDials.length).toBeLessThanOrEqual(0.03);
  });

  test.for([...groups])('%s', { timeout: 120_000 }, async ([, dials]) => {
    const differences = await replay(dials);
    expect(differences.filter((difference) => !EXCEPTIONS.includes(difference))).toEqual([]);
  });
});
