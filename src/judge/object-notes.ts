import type { RunNote } from '../model/run.ts';
import type { ChangedObject } from '../policy/changed.ts';

/** For so long before a run a change may not have reached every proxy: seconds, and more after a rollout of istiod (measured.md section 5). */
const FRESH = 60_000;
/** Named in one note; the rest is counted. */
const NAMED = 5;

/** Notes about objects of the cluster: ports that no sidecar sees, and policies that were changed a moment ago (cases A15 and B25). */
export function objectNotes(
  uncaptured: readonly string[],
  changed: readonly ChangedObject[],
  startedAt: number,
): RunNote[] {
  const fresh = changed
    // The two clocks may differ a little; a time far ahead says nothing.
    .filter(({ at }) => Math.abs(at - startedAt) < FRESH)
    .map(({ object: { kind, namespace, name } }) => `${kind} ${namespace}/${name}`);
  return [
    ...noted('not-covered', uncaptured, 'never pass a sidecar, as they are not TCP, and were not probed'),
    ...noted('just-changed', fresh, 'changed within the last minute, and may not be in force yet: run again'),
  ];
}

function noted(code: RunNote['code'], names: readonly string[], what: string): RunNote[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [{ code, message: `${names.slice(0, NAMED).join(', ')}${more} ${what}` }];
}
