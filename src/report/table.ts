import type { Run } from '../model/run.ts';
import { paint } from '../util/colour.ts';
import { printable } from '../util/text.ts';
import { closingLines } from './closing.ts';
import { layOut } from './columns.ts';
import { detailLines } from './details.ts';
import { drawLines } from './draw.ts';
import { groupPorts } from './group.ts';
import { headerLines, noteLines } from './header.ts';

/** The report for people: one line a Service port, and under it what is wrong and what to do. */
export function tableReport(run: Run, options: { colour: boolean; width: number }): string {
  const width = Math.max(60, options.width);
  const groups = groupPorts(run);
  const columns = layOut(groups, run.namespace, width);
  const [head = '', ...rows] = drawLines(columns, options.colour);
  const told = new Set<string>();
  const body = groups.flatMap((group, index) => {
    const first = groups[index - 1]?.name !== group.name;
    const title = first && (columns.titled || !group.inService) ? [titleOf(group)] : [];
    return [...title, rows[index] ?? '', ...detailLines(group, width, told)];
  });
  const notes = noteLines(run, width).map((line) => paint('yellow', line, options.colour));
  const table = groups.length === 0 ? [] : ['', head, ...body];
  const lines = [...headerLines(run, width), ...notes, ...table, '', ...closingLines(run, groups, width)];
  return `${lines.join('\n')}\n`;
}

function titleOf({ name, inService }: { name: string; inService: boolean }): string {
  return printable(inService ? name : `${name}, not in a Service`, 300);
}
