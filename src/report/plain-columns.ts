import { printable } from '../util/text.ts';

/** A head and its rows as lines, each column as wide as it has to be; nothing for a head without rows. */
export function plainColumns(rows: readonly (readonly string[])[]): string[] {
  if (rows.length < 2) return [];
  const clean = rows.map((row) => row.map((cell) => printable(cell, 300)));
  const widths = clean.reduce<number[]>(
    (found, row) => row.map((cell, column) => Math.max(cell.length, found[column] ?? 0)),
    [],
  );
  return clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
