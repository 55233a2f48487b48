import { listSituations } from '../../demo/situation/list-situations.ts';
import type { ExpectedRun } from '../../demo/situation/situation.ts';
import { VerifyError } from '../../model/errors.ts';
import { printError } from '../print-error.ts';

/** What is known of a situation; null, and told to the user, when there is none of that name. */
export async function findSituation(
  folder: string,
  name: string,
  output: 'table' | 'json',
): Promise<ExpectedRun | null> {
  const found = (await listSituations(folder)).find((situation) => situation.name === name);
  if (found) return found;
  const hint = 'mtls-verify demo --list names those there are';
  printError(new VerifyError('NOTHING_SELECTED', `there is no situation ${name}`, hint), output);
  return null;
}
