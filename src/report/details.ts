import type { Entry } from '../catalogue/entry.ts';
import { fillFix } from '../catalogue/fill.ts';
import { explain } from '../judge/explain.ts';
import { objectsOf } from '../judge/objects.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import { count, printable } from '../util/text.ts';
import type { PortGroup } from './group.ts';
import { whatOf, whoOf } from './row.ts';
import { wrap } from './wrap.ts';

/** Endpoints listed for one finding; the rest is counted. */
const SHOWN = 5;

interface Finding {
  explanation: Entry | null;
  objects: ObjectReference[];
  lines: string[];
}

/**
 * The indented lines under a port that does not match: who, what was seen, the code, and what to do. What to do is said once a
 * report: `told` holds what has been.
 */
export function detailLines(group: PortGroup, width: number, told: Set<string>): string[] {
  return findings(group).flatMap(({ explanation, objects, lines }) => {
    const shown = lines.slice(0, SHOWN).flatMap((line) => wrap(line, width, 4));
    const more = lines.length - SHOWN;
    if (more > 0) shown.push(`    and ${count(more, 'more finding')} of the same kind`);
    if (explanation === null) return shown;
    const { code, title } = explanation;
    const fix = printable(fillFix(explanation.fix, objects));
    const toDo = told.has(fix) ? '(see above)' : `To do: ${fix}`;
    told.add(fix);
    return [...shown, ...wrap(`${code} ${title}. ${toDo}`, width, 6)];
  });
}

function findings(group: PortGroup): Finding[] {
  const byCode = new Map<string, Finding>();
  const add = (row: EndpointRow | ServiceRow, from: string) => {
    if (row.verdict === 'match') return;
    const explanation = explain(row);
    const key = explanation?.code ?? '';
    const finding = byCode.get(key) ?? { explanation, objects: [], lines: [] };
    finding.objects.push(...objectsOf(row));
    finding.lines.push(printable(`${row.verdict}: ${whoOf(row)}${from}. ${whatOf(row)}`, 800));
    byCode.set(key, finding);
  };
  const from = group.source === null ? '' : `, from ${group.source}`;
  for (const row of group.endpoints) add(row, from);
  if (group.service !== null) add(group.service, from);
  return [...byCode.values()];
}
