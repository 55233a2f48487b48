import type { Style } from '../util/colour.ts';
import { printable } from '../util/text.ts';
import { clientCell } from './client-cell.ts';
import { declaredCell } from './declared-cell.ts';
import type { PortGroup } from './group.ts';
import { verdictCell } from './verdict-cell.ts';
import { certlessCell, dialCell } from './words.ts';

export const GAP = 2;

export interface Columns {
  heads: string[];
  /** One row a group, cells not yet cut. */
  rows: string[][];
  /** Style of the last cell of each row. */
  styles: Style[];
  /** Width of each column, so that a line fits the terminal. */
  widths: number[];
}

const HEADS = ['Service', 'Port', 'Declared', 'Plaintext', 'TLS, no cert', 'mTLS', 'Mesh client', 'Verdict'];
/** Columns that may be cut, in this order, and how narrow they may get. */
const SHRINK: readonly [column: number, least: number][] = [
  [2, 22],
  [0, 12],
  [1, 9],
  [2, 16],
  [7, 12],
  [6, 10],
];

/** Cells and column widths of the table for a terminal of `width` columns. */
export function layOut(groups: readonly PortGroup[], namespace: string, width: number): Columns {
  const long = measure(groups, namespace, false);
  const columns = total(long.widths) <= width ? long : measure(groups, namespace, true);
  for (const [column, least] of SHRINK) {
    const excess = total(columns.widths) - width;
    const now = columns.widths[column] ?? 0;
    if (excess > 0) columns.widths[column] = Math.max(Math.min(now, least), now - excess);
  }
  return columns;
}

function measure(groups: readonly PortGroup[], namespace: string, short: boolean): Columns {
  const verdicts = groups.map(verdictCell);
  const rows = groups.map((group, index) => {
    const repeated = groups[index - 1]?.name === group.name;
    return [
      repeated || !group.inService ? '' : group.name,
      group.portName === null ? String(group.port) : `${group.port} ${group.portName}`,
      declaredCell(group.endpoints, namespace, short),
      dialCell(group.endpoints, 'plaintext'),
      certlessCell(group.endpoints),
      dialCell(group.endpoints, 'mtls'),
      clientCell(group.service),
      verdicts[index]?.text ?? '',
    ].map((cell) => printable(cell, 200));
  });
  const widths = HEADS.map((head, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), head.length),
  );
  return { heads: HEADS, rows, styles: verdicts.map(({ style }) => style), widths };
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}
