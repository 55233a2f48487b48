import type { Style } from '../util/colour.ts';
import { printable } from '../util/text.ts';
import { clientCell } from './client-cell.ts';
import { type DeclaredForm, declaredCell } from './declared-cell.ts';
import type { PortGroup } from './group.ts';
import { verdictCell } from './verdict-cell.ts';
import { codesCell, observedCell } from './wide-cells.ts';
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
  /** Services stand on lines of their own above their ports, as there is no room for a column. */
  titled: boolean;
}

/** How much is written out; the first of these that fits the terminal is taken. */
interface Form {
  /** With the columns that only the wide form has. */
  all?: true;
  declared: DeclaredForm;
  portNames: boolean;
  titled: boolean;
}
const FORMS: readonly Form[] = [
  { declared: 'long', portNames: true, titled: false },
  { declared: 'short', portNames: true, titled: false },
  { declared: 'short', portNames: true, titled: true },
  { declared: 'short', portNames: false, titled: true },
  { declared: 'mode', portNames: false, titled: true },
];
/** Whatever the terminal. */
const WIDE: Form = { declared: 'long', portNames: true, titled: false, all: true };
/** A Service name is cut to this many characters before the next form is taken. */
const NAME = 24;
/** The mode and a little of the name of the object that decided it. */
const LEAST = 17;

/** Every column, nothing cut. */
export function layOutWide(groups: readonly PortGroup[], namespace: string): Columns {
  return measure(groups, namespace, WIDE);
}

/** Cells and column widths of the table for a terminal of `width` columns. */
export function layOut(groups: readonly PortGroup[], namespace: string, width: number): Columns {
  const tried = FORMS.map((form) => measure(groups, namespace, form));
  const fits = tried.find((columns) => total(columns.widths) - spare(columns) <= width) ?? tried.at(-1);
  if (!fits) throw new Error('no form of the table');
  const declared = fits.heads.indexOf('Declared');
  const cut = (column: number, by: number) => {
    fits.widths[column] = (fits.widths[column] ?? 0) - by;
  };
  cut(declared, Math.min(spare(fits), Math.max(0, total(fits.widths) - width)));
  // Nothing shorter is left: the widest columns are cut, but never the verdict.
  for (let excess = total(fits.widths) - width; excess > 0; excess -= 1) {
    const others = fits.widths.slice(0, -1);
    const widest = Math.max(...others);
    if (widest > 1) cut(others.indexOf(widest), 1);
  }
  return fits;
}

/** Where a column for Services was given up, the name of the deciding object may be cut as well. */
function spare({ titled, widths, heads }: Columns): number {
  return titled ? Math.max(0, (widths[heads.indexOf('Declared')] ?? 0) - LEAST) : 0;
}

function measure(groups: readonly PortGroup[], namespace: string, form: Form): Columns {
  const verdicts = groups.map(verdictCell);
  const several = groups.some(({ source }) => source !== null);
  const rows = groups.map((group, index) => {
    const before = groups[index - 1];
    const repeated = before?.name === group.name;
    const samePort = several && repeated && before?.port === group.port;
    const port =
      group.portName === null || !form.portNames ? `${group.port}` : `${group.port} ${group.portName}`;
    const cells = [
      form.titled || repeated || !group.inService ? '' : group.name,
      samePort ? '' : port,
      ...(several ? [group.source ?? ''] : []),
      declaredCell(group.endpoints, namespace, form.declared),
      ...(form.all ? [`${group.endpoints.length}`, observedCell(group.endpoints)] : []),
      dialCell(group.endpoints, 'plaintext'),
      certlessCell(group.endpoints),
      dialCell(group.endpoints, 'mtls'),
      clientCell(group.service),
      ...(form.all ? [codesCell(group)] : []),
      verdicts[index]?.text ?? '',
    ];
    return cells.map((cell) => printable(cell, 200));
  });
  const heads = [
    'Service',
    'Port',
    ...(several ? ['From'] : []),
    'Declared',
    ...(form.all ? ['Endpoints', 'Observed'] : []),
    'Plaintext',
    'TLS, no cert',
    'mTLS',
    'Mesh client',
    ...(form.all ? ['Finding'] : []),
    'Verdict',
  ];
  if (form.titled) heads[0] = '';
  const widths = heads.map((head, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), head.length),
  );
  if (widths[0] !== undefined && form.declared === 'short') widths[0] = Math.min(widths[0], NAME);
  return { heads, rows, styles: verdicts.map(({ style }) => style), widths, titled: form.titled };
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}
