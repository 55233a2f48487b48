import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/observation.ts';
import type { Run } from '../../src/model/run.ts';
import { cellObjects, filteredObjects } from './situation/cell-objects.ts';
import { clear, placeObjects } from './situation/place.ts';
import { apply, IMAGE, kubectl, verifyNamespace } from './suite/lab.ts';

const NAMESPACE = 'cells';
const FILTERED = 'cells-filtered';

interface Cell {
  name: string;
  outcome: Outcome;
  expected: readonly Outcome[];
}

/** Every dial that was made, with what it should have met. */
function cellsOf({ endpoints, services }: Run): Cell[] {
  const dialled = [
    ...endpoints.flatMap(({ target, prediction, observations }) =>
      observations.map(({ dial, outcome }) => {
        const outcomes: Partial<Record<string, Outcome[]>> = prediction.outcomes;
        return { name: `${target.pod}:${target.port} ${dial}`, outcome, expected: outcomes[dial] ?? [] };
      }),
    ),
    ...services.flatMap(({ target, prediction, observation }) =>
      observation === null
        ? []
        : [{ name: `${target.id} via-sidecar`, outcome: observation.outcome, expected: prediction.outcomes }],
    ),
  ];
  return dialled.filter(({ outcome }) => outcome !== 'not-run');
}

describe('every dial in every mode, class of port and data plane', () => {
  beforeAll(() => placeObjects([cellObjects(NAMESPACE)]));
  afterAll(() => clear([NAMESPACE]));

  it('gives what predict/ says, in at least 400 cells', async () => {
    const { run, exitCode } = await verifyNamespace(NAMESPACE);
    const cells = cellsOf(run);
    const wrong = cells.filter(({ outcome, expected }) => !expected.includes(outcome));
    console.log(`${cells.length} cells, ${wrong.length} not as predicted; exit code ${exitCode}`);
    expect(wrong).toEqual([]);
    expect(cells.length).toBeGreaterThanOrEqual(400);
  });
});

describe('packets that a filter of the pod drops or rejects', () => {
  const filtered = { dropped: 'DROP', rejected: 'REJECT' } as const;
  beforeAll(async () => {
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: FILTERED } });
    for (const [name, target] of Object.entries(filtered))
      for (const object of filteredObjects(FILTERED, name, target, IMAGE)) await apply(object);
    await kubectl('-n', FILTERED, 'wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
  });
  afterAll(() => kubectl('delete', 'namespace', FILTERED, '--wait=false'));

  it('are no answer of a sidecar, and said to be a NetworkPolicy’s', async () => {
    const { run, exitCode } = await verifyNamespace(FILTERED);
    const rows = run.endpoints.map(({ target, verdict, doubt, observations }) => [
      target.pod,
      `${verdict} ${doubt}`,
      [...new Set(observations.map(({ outcome }) => outcome))].filter((outcome) => outcome !== 'not-run'),
    ]);
    expect({ exitCode, rows }).toEqual({
      exitCode: 3,
      rows: [
        ['dropped', 'inconclusive network-policy', ['unreachable']],
        ['rejected', 'inconclusive network-policy', ['connection-refused']],
      ],
    });
  });
});
