import type { Looks, ProbeLine } from '../model/observation.ts';
import type { Look } from './look.ts';
import type { DialLine } from './run-batch.ts';

/** Pauses before the second look and those after it, in milliseconds; the last one for every further look. */
export const PAUSES = [250, 500, 1000, 2000] as const;

/** What was seen of one target so far. */
export interface Seen {
  /** Times that it was dialled. */
  count: number;
  first: Look;
  /** The latest look, and the first of those before it that said the same without a break. */
  last: Look;
  since: Look;
}

/** The first look at a target. */
export function firstLook(look: Look): Seen {
  return { count: 1, first: look, last: look, since: look };
}

/**
 * One look more. One over an old connection of the own proxy shows nothing that is new, so that it only counts as a try.
 */
export function nextLook({ count, first, last, since }: Seen, look: Look): Seen {
  if (look.pooled) return { count: count + 1, first, last, since };
  const same = look.signature === last.signature;
  return { count: count + 1, first, last: look, since: same ? since : look };
}

/**
 * Whether a target need not be looked at again: it is as predicted at once, or two answers in a row agree. What may pass, as while a
 * proxy starts, gets every look there is; and while there is time to settle, so does what is not as predicted.
 */
export function isSettled({ count, last, since }: Seen, hasTime: boolean): boolean {
  if (count === 1) return last.agrees;
  const confirmed = last !== since;
  if (last.agrees) return confirmed;
  const tried = count > PAUSES.length;
  if (hasTime) return false;
  return tried || (confirmed && !last.passing);
}

/**
 * The lines of what a target showed in the end, with how it came about. Where the last two answers did not agree, or no new connection
 * told whether what was waited for has come, nothing is known: `unsettled`.
 */
export function settledLines({ count, first, last, since }: Seen, waited: boolean): ProbeLine[] {
  if (count === 1) return last.lines;
  const changing = first !== last && last === since;
  const unknown = first === last && waited && !last.agrees;
  if (changing || unknown) {
    return last.lines.map(({ target, dial }) => ({ type: 'not-run', target, dial, reason: 'unsettled' }));
  }
  const ms = Math.round(since.at - first.at);
  return last.lines.map((line, index) =>
    withLooks(line, { count, ms, first: first.outcomes[index] ?? 'not-run' }),
  );
}

function withLooks(line: DialLine, looks: Looks): DialLine {
  return line.type === 'result' ? { ...line, evidence: { ...line.evidence, looks } } : line;
}
