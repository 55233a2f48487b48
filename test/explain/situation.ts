import { readObjects, type SituationObject } from '../../src/demo/situation/read-objects.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { prepareSubject } from '../../src/explain/prepare.ts';
import { explainProven } from '../../src/explain/proven.ts';
import type { Subject } from '../../src/explain/subject.ts';
import { toSnapshot } from '../../src/manifests/to-snapshot.ts';

export const FOLDER = 'fixtures/situations';

/** What the objects of a situation alone say of a thing in them. */
export async function explainIn(situation: string, subject: Subject, from = [subject.namespace]) {
  return explainObjects(await readObjects(FOLDER, situation), subject, from);
}

export function explainObjects(
  objects: SituationObject[],
  subject: Subject,
  from: readonly string[],
): Explanation {
  const snapshot = toSnapshot(objects);
  return explainProven({ ...prepareSubject(subject, from, snapshot), run: null }, snapshot);
}
