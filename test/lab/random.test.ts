import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.ts';
import { clearMesh, placeObjects } from './situation/place.ts';
import { randomObjects } from './situation/random-objects.ts';
import { cli, IMAGE } from './suite/lab.ts';

/** How many sets, and from which seed: MTLS_LAB_RANDOM=40 MTLS_LAB_SEED=1. By default few, with the one that was once unexplained. */
const count = Number(process.env['MTLS_LAB_RANDOM'] ?? '3');
const first = Number(process.env['MTLS_LAB_SEED'] ?? '4');
const seeds = Array.from({ length: count }, (_, index) => first + index);

/** Rows that were declared one way, seen another way, and have no name for the reason. */
function unexplained({ namespace, endpoints, services }: Run): string[] {
  const rows = [...endpoints, ...services].map((row) => ({
    ...row,
    name: `${namespace} ${row.target.id} ${'pod' in row.target ? row.target.pod : row.target.service}`,
  }));
  return rows
    .filter(({ verdict, cause, doubt }) =>
      verdict === 'inconclusive'
        ? doubt === 'contradiction' || doubt === null
        : verdict !== 'match' && (cause === null || cause === 'unknown'),
    )
    .map(
      ({ name, verdict, cause, doubt, detail }) => `${name}: ${verdict} ${cause ?? doubt ?? '-'} ${detail}`,
    );
}

describe.skipIf(process.env['KUBECONFIG'])('random sets of policies on a real Istio', () => {
  const places = ['a', 'b', 'c'];
  beforeAll(() => clearMesh(places));
  afterEach(() => clearMesh(places));

  it.each(seeds)('set %i: what was declared is seen, or the reason has a name', async (seed) => {
    const { objects, wire, namespaces } = randomObjects(seed);
    await placeObjects([{ objects, wire }]);
    const answers = await Promise.all(
      namespaces.map((namespace) => cli('namespace', namespace, '--image', IMAGE, '--output', 'json')),
    );
    const runs = answers
      .filter(({ exitCode }) => exitCode !== 2)
      .map(({ stdout }) => JSON.parse(stdout) as Run);
    // A namespace without Services and pods is the only one that there is nothing to say about.
    for (const { exitCode, stderr } of answers) if (exitCode === 2) expect(stderr).toContain('nothing');
    expect(runs.flatMap(unexplained)).toEqual([]);
  });
});
