import { listSituations } from '../../demo/situation/list-situations.ts';
import type { ExpectedRun } from '../../demo/situation/situation.ts';
import { VerifyError } from '../../model/errors.ts';

/** What is known of a situation; a `VerifyError` when there is none of that name. */
export async function findSituation(folder: string, name: string): Promise<ExpectedRun> {
  const found = (await listSituations(folder)).find((situation) => situation.name === name);
  if (found) return found;
  const hint = 'mtls-verify demo --list names those there are';
  throw new VerifyError('NOTHING_SELECTED', `there is no situation ${name}`, hint);
}
