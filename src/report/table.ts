import type { Run } from '../model/run.ts';
import { paint } from '../util/colour.ts';
import { printable } from '../util/text.ts';
import { closingLine } from './closing.ts';
import { layOut } from './columns.ts';
import { detailLines } from './details.ts';
import { drawLines } from './draw.ts';
import { groupPorts } from './group.ts';
import { headerLines, noteLines } from './header.ts';

/** The report for people: one line a Service port, and under it what is wrong and what to do. */
export function tableReport(run: Run, options: { colour: boolean; width: number }): string {
  const width = Math.max(60, options.width);
  const groups = groupPorts(run);
  const [head = '', ...rows] = drawLines(layOut(groups, run.namespace, width), options.colour);
  const body = groups.flatMap((group, index) => {
    const first = !group.inService && groups[index - 1]?.name !== group.name;
    const title = first ? [`${printable(group.name)}, not in a Service`] : [];
    return [...title, rows[index] ?? '', ...detailLines(group, width)];
  });
  const notes = noteLines(run, width).map((line) => paint('yellow', line, options.colour));
  const table = groups.length === 0 ? [] : ['', head, ...body];
  return `${[...headerLines(run, width), ...notes, ...table, '', closingLine(run)].join('\n')}\n`;
}
