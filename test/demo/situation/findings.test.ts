import { describe, expect, it } from 'vitest';
import { listSituations } from '../../../src/demo/situation/list-situations.ts';
import { readObjects } from '../../../src/demo/situation/read-objects.ts';
import { toSnapshot } from '../../../src/manifests/to-snapshot.ts';
import { policyReport } from '../../../src/predict/policy-report.ts';

const FOLDER = 'fixtures/situations';
const situations = await listSituations(FOLDER);

describe('the static findings of each situation', () => {
  it.each(situations)('$name', async ({ name, run, findings }) => {
    const snapshot = toSnapshot(await readObjects(FOLDER, name));
    const raised = policyReport(snapshot, run.namespace).findings.map(({ code }) => code);
    expect([...new Set(raised)].toSorted()).toEqual(findings);
  });
});
