import type { Run } from '../model/run.ts';
import { paint } from '../util/colour.ts';
import { count, printable } from '../util/text.ts';
import { closingLines } from './closing.ts';
import { type Columns, layOut, layOutWide } from './columns.ts';
import { detailLines } from './details.ts';
import { drawLines } from './draw.ts';
import { findingLines } from './finding-lines.ts';
import type { ReportOptions } from './format.ts';
import { groupPorts, judgementsOf, type PortGroup } from './group.ts';
import { headerLines, noteLines } from './header.ts';
import { tlsLines } from './tls-lines.ts';

/** The report for people: one line a Service port, and under it what is wrong and what to do. */
export function tableReport(run: Run, options: ReportOptions): string {
  const width = Math.max(60, options.width);
  const groups = groupPorts(run);
  const problems = groups.filter((group) => judgementsOf(group).some(({ verdict }) => verdict !== 'match'));
  const shown = groups.length > LONG ? problems : groups;
  const left = groups.length - shown.length;
  const columns = layOut(shown, run.namespace, width);
  const more =
    left === 0 ? [] : ['', `${count(left, 'port')} not shown, where all matches; -o wide shows all`];
  return text(run, groups, { shown, columns, more }, { ...options, width });
}

/** The same with every port and column, nothing cut, however wide. */
export function wideReport(run: Run, options: ReportOptions): string {
  const groups = groupPorts(run);
  const columns = layOutWide(groups, run.namespace);
  return text(
    run,
    groups,
    { shown: groups, columns, more: [] },
    { ...options, width: Number.MAX_SAFE_INTEGER },
  );
}

/** A table of more lines than this shows only what does not match. */
const LONG = 50;

interface Body {
  shown: readonly PortGroup[];
  columns: Columns;
  /** Lines after the table. */
  more: string[];
}

function text(
  run: Run,
  groups: readonly PortGroup[],
  { shown, columns, more }: Body,
  options: ReportOptions,
): string {
  const { width } = options;
  const [head = '', ...rows] = drawLines(columns, options.colour);
  const told = new Set<string>();
  const body = shown.flatMap((group, index) => {
    const first = shown[index - 1]?.name !== group.name;
    const title = first && (columns.titled || !group.inService) ? [titleOf(group)] : [];
    const details = [...detailLines(group, width, told), ...tlsLines(group, run.startedAt, width)];
    return [...title, rows[index] ?? '', ...details];
  });
  const notes = noteLines(run, width).map((line) => paint('yellow', line, options.colour));
  const table = shown.length === 0 ? [] : ['', head, ...body];
  const findings = objectLines(run, options);
  const lines = [
    ...headerLines(run, width),
    ...notes,
    ...table,
    ...more,
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
