import type { BlockContent, PhrasingContent, RootContent, TableRow } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { FailureDocument } from '../model/failure-document.ts';
import type { Run } from '../model/run.ts';
import { count, printable } from '../util/text.ts';
import { named } from './finding-lines.ts';
import { inert } from './inert.ts';
import { type ReportRow, reportRows } from './row.ts';
import { summary } from './summary.ts';

/** Rows written out; a ticket or a step summary takes only so much. */
const SHOWN = 100;

/** Markdown for tickets and step summaries: what does not match, what to do about it, and the notes. */
export function markdownReport(run: Run): string {
  const problems = reportRows(run).filter(({ verdict }) => verdict !== 'match');
  const shown = problems.slice(0, SHOWN);
  const left = problems.length - shown.length;
  return text([
    heading(`mtls-verify: namespace ${printable(run.namespace)}`),
    paragraph(`${summary(run)}. Exit code ${run.exitCode}.`),
    ...(shown.length === 0 ? [] : [table(shown)]),
    ...(left === 0 ? [] : [paragraph(`${count(left, 'row')} more: see the JSON report.`)]),
    ...list('What to do', fixes(problems)),
    ...list(
      'The objects themselves',
      run.findings.map(({ level, code, title, objects, detail, fix }) =>
        inert(
          printable(`${level} ${code} ${title}: ${objects.map(named).join(', ')}. ${detail} To do: ${fix}`),
        ),
      ),
    ),
    ...list(
      'Notes',
      run.notes.map(({ code, message }) => inert(printable(`${code}: ${message}`))),
    ),
  ]);
}

/** Why there is no run. */
export function markdownFailure({ error: { code, message, hint } }: FailureDocument): string {
  return text([heading('mtls-verify: no result'), paragraph(`${message} [${code}]`), paragraph(hint)]);
}

function text(children: RootContent[]): string {
  const extensions = [gfmToMarkdown({ tablePipeAlign: false })];
  return toMarkdown({ type: 'root', children }, { extensions, bullet: '-' });
}

/** Each fix once, with the finding that asks for it. */
function fixes(rows: readonly ReportRow[]): PhrasingContent[][] {
  const all = rows.flatMap(({ entry, fix }) =>
    entry === null || fix === null ? [] : [`${entry.code} ${entry.title}. ${fix}`],
  );
  return [...new Set(all)].toSorted().slice(0, SHOWN).map(inert);
}

function table(rows: readonly ReportRow[]): RootContent {
  const head = ['Verdict', 'Where', 'Port', 'Who', 'Seen', 'Finding'];
  const cells = rows.map(({ verdict, namespace, owner, port, who, what, entry }) => [
    verdict,
    `${namespace}/${owner}`,
    `${port}`,
    who,
    what,
    entry?.code ?? '',
  ]);
  return { type: 'table', children: [head, ...cells].map(tableRow) };
}

function tableRow(cells: readonly string[]): TableRow {
  return { type: 'tableRow', children: cells.map((cell) => ({ type: 'tableCell', children: inert(cell) })) };
}

function list(title: string, items: readonly PhrasingContent[][]): RootContent[] {
  if (items.length === 0) return [];
  const children = items.map((item) => {
    const content: BlockContent[] = [{ type: 'paragraph', children: item }];
    return { type: 'listItem' as const, spread: false, children: content };
  });
  return [heading(title, 3), { type: 'list', spread: false, children }];
}

function heading(words: string, depth: 2 | 3 = 2): RootContent {
  return { type: 'heading', depth, children: inert(words) };
}

function paragraph(words: string): RootContent {
  return { type: 'paragraph', children: inert(words) };
}
