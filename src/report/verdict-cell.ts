import { VERDICTS, type Verdict } from '../model/verdict.ts';
import type { Style } from '../util/colour.ts';
import { judgementsOf, type PortGroup } from './group.ts';

const STYLES = {
  // Not green: beside red it is the pair that most colour-blind people cannot tell apart.
  match: 'cyan',
  open: 'red',
  closed: 'red',
  broken: 'red',
  plaintext: 'red',
  inconclusive: 'yellow',
  excepted: 'dim',
} as const satisfies Record<Verdict, Style>;

/** The verdicts of one line: `match`, or all others that occur, drifts first. */
export function verdictCell(group: PortGroup): { text: string; style: Style } {
  const seen = new Set(judgementsOf(group).map(({ verdict }) => verdict));
  const [worst = 'match', ...others] = VERDICTS.filter((verdict) => verdict !== 'match' && seen.has(verdict));
  if (seen.size === 0) return { text: '-', style: 'dim' };
  return { text: [worst, ...others].join(', '), style: STYLES[worst] };
}
