import type { EndpointRow } from '../model/verdict.ts';
import { count } from '../util/text.ts';

/** Pods named in the note; the rest is counted. */
const SHOWN = 5;

/** What to say about pods that were not ready when the objects were read; null when all were. `pending`: those that do not run yet. */
export function unreadyNote(rows: readonly EndpointRow[], pending: readonly string[]): string | null {
  const dialled = rows.flatMap(({ target, prediction }) =>
    prediction.notReady === undefined || target.pod === null ? [] : [target.pod],
  );
  const pods = [...new Set([...dialled, ...pending])].toSorted();
  if (pods.length === 0) return null;
  const more = pods.length > SHOWN ? ` and ${pods.length - SHOWN} more` : '';
  const who = `${count(pods.length, 'pod')} not ready: ${pods.slice(0, SHOWN).join(', ')}${more}`;
  return `${who}. What they accept once they are ready is not known`;
}
