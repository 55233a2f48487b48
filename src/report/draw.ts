import Table from 'cli-table3';
import { paint } from '../util/colour.ts';
import { truncateMiddle } from '../util/text.ts';
import { type Columns, GAP } from './columns.ts';

/** The time of cli-table3 grows faster than its rows: above this many they are padded plainly. */
const MANY = 1000;
const BARE = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((edge) =>
  edge === 'mid'
    ? ['mid', 'mid-mid', 'left-mid', 'right-mid', 'middle']
    : [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`],
);

/** Head and rows as lines of text, one line each, cut to the widths of the columns. */
export function drawLines(columns: Columns, colour: boolean): string[] {
  const { heads, rows, styles, widths } = columns;
  const cut = [heads, ...rows].map((row) =>
    row.map((cell, column) => truncateMiddle(cell, widths[column] ?? 0)),
  );
  const painted = cut.map((row, index) =>
    row.map((cell, column) => {
      if (index === 0) return paint('bold', cell, colour);
      const style = styles[index - 1];
      return column === row.length - 1 && style ? paint(style, cell, colour) : cell;
    }),
  );
  const lines = rows.length > MANY ? padded(cut, widths) : drawn(painted, widths);
  return lines.map((line) => line.trimEnd());
}

function drawn(rows: string[][], widths: number[]): string[] {
  const table = new Table({
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    chars: Object.fromEntries(BARE.map((name) => [name, ''])),
    colWidths: widths.map((width) => width + GAP),
  });
  table.push(...rows);
  return table.toString().split('\n');
}

function padded(rows: string[][], widths: number[]): string[] {
  return rows.map((row) => row.map((cell, column) => cell.padEnd((widths[column] ?? 0) + GAP)).join(''));
}
