import type { Run } from '../model/run.ts';
import { paint } from '../util/colour.ts';
import { printable } from '../util/text.ts';
import { closingLines } from './closing.ts';
import { layOut } from './columns.ts';
import { detailLines } from './details.ts';
import { drawLines } from './draw.ts';
import { findingLines } from './finding-lines.ts';
import type { ReportOptions } from './format.ts';
import { groupPorts } from './group.ts';
import { headerLines, noteLines } from './header.ts';
import { tlsLines } from './tls-lines.ts';

/** The report for people: one line a Service port, and under it what is wrong and what to do. */
export function tableReport(run: Run, options: ReportOptions): string {
  const width = Math.max(60, options.width);
  const groups = groupPorts(run);
  const columns = layOut(groups, run.namespace, width);
  const [head = '', ...rows] = drawLines(columns, options.colour);
  const told = new Set<string>();
  const body = groups.flatMap((group, index) => {
    const first = groups[index - 1]?.name !== group.name;
    const title = first && (columns.titled || !group.inService) ? [titleOf(group)] : [];
    const details = [...detailLines(group, width, told), ...tlsLines(group, run.startedAt, width)];
    return [...title, rows[index] ?? '', ...details];
  });
  const notes = noteLines(run, width).map((line) => paint('yellow', line, options.colour));
  const table = groups.length === 0 ? [] : ['', head, ...body];
  const findings = objectLines(run, { ...options, width });
  const lines = [
    ...headerLines(run, width),
    ...notes,
    ...table,
    ...findings,
    '',
    ...closingLines(run, groups, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** Findings of one kind that are listed; the rest is counted. */
const SHOWN = 3;
/** What the rows say better: they know what the wire does. */
const IN_ROWS: readonly string[] = ['MTLS308', 'MTLS309', 'MTLS310'];

function objectLines({ findings }: Run, options: ReportOptions): string[] {
  const lines = findingLines(
    findings.filter(({ code }) => !IN_ROWS.includes(code)),
    options,
    SHOWN,
  );
  return lines.length === 0 ? [] : ['', 'The objects themselves:', ...lines];
}

function titleOf({ name, inService }: { name: string; inService: boolean }): string {
  return printable(inService ? name : `${name}, not in a Service`, 300);
}
