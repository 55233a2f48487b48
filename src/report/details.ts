import type { Explanation } from '../judge/causes.ts';
import { explain } from '../judge/explain.ts';
import type { Judgement } from '../model/verdict.ts';
import { count, printable } from '../util/text.ts';
import type { PortGroup } from './group.ts';
import { wrap } from './wrap.ts';

/** Endpoints listed for one finding; the rest is counted. */
const SHOWN = 5;

interface Finding {
  explanation: Explanation | null;
  verdict: string;
  lines: string[];
}

/** The indented lines under a port that does not match: who, what was seen, the code, and what to do. */
export function detailLines(group: PortGroup, width: number): string[] {
  return findings(group).flatMap(({ explanation, verdict, lines }) => {
    const shown = lines.slice(0, SHOWN).flatMap((line) => wrap(line, width, 4));
    const more = lines.length - SHOWN;
    if (more > 0) shown.push(`    and ${count(more, 'more endpoint')} likewise`);
    if (explanation === null) return shown;
    // An open, closed or broken port with a doubt does not exist, so the verdict tells which of the two this is.
    const head = `${explanation.code} ${explanation.title}.`;
    const lead = verdict === 'inconclusive' ? 'To decide it:' : 'To do:';
    return [...shown, ...wrap(`${head} ${lead} ${explanation.fix}`, width, 6)];
  });
}

function findings(group: PortGroup): Finding[] {
  const byKind = new Map<string, Finding>();
  const add = (judgement: Judgement, who: string) => {
    if (judgement.verdict === 'match') return;
    const explanation = explain(judgement);
    const key = `${judgement.verdict} ${explanation?.code}`;
    const finding = byKind.get(key) ?? { explanation, verdict: judgement.verdict, lines: [] };
    finding.lines.push(printable(`${judgement.verdict}: ${who}: ${judgement.detail}`, 600));
    byKind.set(key, finding);
  };
  for (const row of group.endpoints) {
    add(row, row.target.pod === null ? row.target.id : `${row.target.pod} ${row.target.id}`);
  }
  if (group.service !== null) add(group.service, `mesh client to ${group.service.target.id}`);
  return [...byKind.values()];
}
