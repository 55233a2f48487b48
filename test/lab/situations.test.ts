import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { type ExpectedRun, sourcesOf } from '../../src/demo/situation/situation.ts';
import type { Run } from '../../src/model/run.ts';
import { createTurns } from '../support/turns.ts';
import { clear, clearMesh, place } from './situation/place.ts';
import { renamed } from './situation/renamed.ts';
import { eventually, leftovers, NODE, verifyNamespace } from './suite/lab.ts';
import { outcomesOf, rowsOf, serviceName } from './suite/rows.ts';
import { alone, embeddedOnly, inApp, LAB_ONLY, onBoth, standing } from './suite/situations.ts';

/** Namespaces that take the place of `app`: so many situations are on the lab at a time. */
const APPS = ['app', 'app-b', 'app-c'];

const flagsOf = (run: ExpectedRun['run']) => {
  const { namespace, service = [], port = [], skipPort = [], require, shape, care } = run;
  const named = (flag: string, values: string[]) => values.flatMap((value) => [flag, value]);
  return [
    namespace,
    ...named('--from', sourcesOf(run)),
    ...named('--require', require ? [require] : []),
    ...named('--from-service-account', shape?.serviceAccount === undefined ? [] : [shape.serviceAccount]),
    ...named('--service', service),
    ...named('--port', port),
    ...named('--skip-port', skipPort),
    ...(care ? [`--${care}`] : []),
  ];
};

/** The same situation on the embedded mesh, where the wire is played as it is written. */
async function played(name: string): Promise<Run> {
  const { stdout } = await execa(NODE, ['bin/run.js', 'demo', name, '--output', 'json'], { reject: false });
  return JSON.parse(stdout) as Run;
}

async function bothGiveTheRows(
  { run, exit, endpoints, services }: ExpectedRun,
  embedded: Run,
): Promise<void> {
  const expected = { rows: { exit, endpoints, services }, outcomes: outcomesOf(embedded) };
  const ask = async () => {
    const real = (await verifyNamespace(...flagsOf(run))).run;
    const [rows, outcomes] = [rowsOf(real), outcomesOf(real)];
    for (const row of real.services.filter(balanced).map((one) => serviceName(one, real))) {
      const verdict = rows.services[row]?.split(' ')[0];
      const foretold = services[row] ?? '';
      if (verdict !== 'inconclusive' && verdict !== foretold.split(' ')[0]) continue;
      rows.services[row] = foretold;
      outcomes[`service ${row}`] = expected.outcomes[`service ${row}`] ?? {};
    }
    return { rows, outcomes };
  };
  // A proxy gets a policy of the whole mesh a little later than its pod is ready.
  const actual = await eventually(ask, (answer) => JSON.stringify(answer) === JSON.stringify(expected), 20);
  expect(actual).toEqual(expected);
}

/** Where endpoints differ, which of them is reached is the load balancer's choice, and the dial says nothing of the others. */
function balanced({ target, prediction }: Run['services'][number]): boolean {
  return target.endpoints.length > 1 && (prediction.encrypted === null || prediction.reachable === 'some');
}

describe('situations of the embedded mesh on a real Istio', () => {
  afterAll(async () => {
    expect(await eventually(leftovers, (left) => left.length === 0, 60)).toEqual([]);
    const [both, lab, embedded] = [onBoth, Object.keys(LAB_ONLY), embeddedOnly].map(({ length }) => length);
    console.log(`situations: ${both} on both, ${lab} on the lab only, ${embedded} on the embedded mesh only`);
  });

  it('have at least 60 endpoint-port rows to look at', () => {
    expect(onBoth.flatMap(({ endpoints }) => Object.keys(endpoints)).length).toBeGreaterThanOrEqual(60);
  });

  describe('that stand side by side', () => {
    it.each(standing)('$name', async (situation) => {
      await bothGiveTheRows(situation, await played(situation.name));
    });
  });

  describe.skipIf(process.env['KUBECONFIG'])('of the whole mesh or of several namespaces', () => {
    it.each(alone)('$name', async (situation) => {
      try {
        const [embedded] = await Promise.all([played(situation.name), place([situation.name])]);
        await bothGiveTheRows(situation, embedded);
      } finally {
        await clearMesh(situation.places);
      }
    });
  });

  describe.concurrent('of one namespace', () => {
    const free = createTurns(APPS);

    it.each(inApp)('$name', async (situation) => {
      const app = await free.take();
      try {
        const [embedded] = await Promise.all([played(situation.name), place([situation.name], app)]);
        await bothGiveTheRows({ ...situation, run: renamed(situation.run, 'app', app) }, embedded);
      } finally {
        await clear([app]);
        free.give(app);
      }
    });
  });
});
