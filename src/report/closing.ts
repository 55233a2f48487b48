import { isDrift } from '../judge/drift.ts';
import type { Run } from '../model/run.ts';
import { printable } from '../util/text.ts';
import { judgementsOf, type PortGroup } from './group.ts';
import { summary } from './summary.ts';
import { verdictCell } from './verdict-cell.ts';
import { wrap } from './wrap.ts';

/** Drifting ports named at the end; a long table has scrolled away by then. */
const NAMED = 10;

/** The last lines: which ports drift, how much was probed, how it came out, how long it took. */
export function closingLines(run: Run, groups: readonly PortGroup[], width: number): string[] {
  const drifting = groups.filter((group) => judgementsOf(group).some(({ verdict }) => isDrift(verdict)));
  const named = drifting
    .slice(0, NAMED)
    .map((group) => `${group.name}:${group.port} ${verdictCell(group).text}${from(group)}`);
  if (drifting.length > NAMED) named.push(`and ${drifting.length - NAMED} more`);
  const drift = named.length === 0 ? [] : wrap(printable(`Drift: ${named.join('; ')}`), width, 0);
  return [...drift, summary(run)];
}

function from({ source }: PortGroup): string {
  return source === null ? '' : ` from ${source}`;
}
