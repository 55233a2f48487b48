import type { RunNote } from '../model/run.ts';
import type { SkippedPort } from '../model/skipped.ts';

/** Named in one note; the rest is counted, and in the document of the run. */
const NAMED = 10;

/** What was not dialled because somebody asked so, and what was asked for in vain. */
export function skipNotes(skipped: readonly SkippedPort[], unknown: readonly string[]): RunNote[] {
  const named = skipped.slice(0, NAMED).map(({ name, why }) => `${name} (${why})`);
  const more = skipped.length > NAMED ? ` and ${skipped.length - NAMED} more` : '';
  return [
    ...(skipped.length > 0
      ? [{ code: 'skipped' as const, message: `not dialled: ${named.join(', ')}${more}` }]
      : []),
    ...unknown.map((what) => ({
      code: 'skip-unknown' as const,
      message: `${what}, which is no port of it: nothing was left out for that`,
    })),
  ];
}
