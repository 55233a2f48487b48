import type { Element } from 'hast';
import { h } from 'hastscript';
import type { FailureDocument } from '../../model/failure-document.ts';
import type { Run } from '../../model/run.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { count, printable } from '../../util/text.ts';
import { named } from '../finding-lines.ts';
import { groupPorts, judgementsOf, type PortGroup } from '../group.ts';
import { headerLines } from '../header.ts';
import { summary } from '../summary.ts';
import { drawGraph } from './graph.ts';
import { graphFigure } from './graph-svg.ts';
import { lockSymbols } from './icons.ts';
import { page } from './page.ts';
import { HEADS, portRow } from './port-row.ts';

/** Rows beyond which the evidence of ports that match is left to the JSON report. */
const LONG = 1000;

/** The whole run as one page without any request: status, graph, matrix with evidence and what to do, notes. */
export function htmlReport(run: Run): string {
  const groups = groupPorts(run);
  const ids = new Map(groups.map((group, at) => [group, `port-${at + 1}`]));
  const idOf = (group: PortGroup) => ids.get(group) ?? '';
  return page(`mtls-verify: namespace ${printable(run.namespace)}`, [
    lockSymbols(),
    ...status(run),
    ...controls(),
    h('h2', 'Graph'),
    graphFigure(drawGraph(run, groups, idOf)),
    h('h2', 'Ports'),
    h('p', { id: 'shown', 'aria-live': 'polite' }, count(groups.length, 'port')),
    h('div', { role: 'table', 'aria-label': 'Ports', class: 'ports' }, [
      h(
        'div',
        { role: 'row', class: 'row heads' },
        HEADS.map((head) => h('span', { role: 'columnheader', class: 'cell' }, head)),
      ),
      ...groups.map((group) => portRow(group, run.namespace, idOf(group), isBrief(group, groups.length))),
    ]),
    ...about(run),
  ]);
}

/** Why there is no run. */
export function htmlFailure({ error: { code, message, hint } }: FailureDocument): string {
  return page('mtls-verify: no result', [
    h('h1', 'mtls-verify: no result'),
    h('p', printable(`${message} [${code}]`)),
    h('p', printable(hint)),
  ]);
}

function isBrief(group: PortGroup, rows: number): boolean {
  return rows > LONG && judgementsOf(group).every(({ verdict }) => verdict === 'match');
}

function status(run: Run): Element[] {
  const verdicts = VERDICTS.filter((verdict) => run.counts[verdict] > 0);
  return [
    h('h1', printable(`Namespace ${run.namespace}`)),
    ...headerLines(run, Number.POSITIVE_INFINITY).map((line) => h('p', line)),
    h('p', { class: 'summary' }, `${summary(run)}. Exit code ${run.exitCode}. Started ${run.startedAt}.`),
    h(
      'ul',
      { class: 'counts' },
      verdicts.map((verdict) =>
        h('li', { class: verdict }, [h('strong', String(run.counts[verdict])), ` ${verdict}`]),
      ),
    ),
  ];
}

function controls(): Element[] {
  const box = (verdict: string) =>
    h('label', [
      h('input', { type: 'checkbox', name: 'verdict', value: verdict, checked: true }),
      ` ${verdict}`,
    ]);
  return [
    h('form', { class: 'controls', 'aria-label': 'Filter the ports' }, [
      h('label', ['Name ', h('input', { type: 'search', id: 'name', autocomplete: 'off' })]),
      h('fieldset', [h('legend', 'Verdict'), ...VERDICTS.map(box)]),
      h('label', [
        'Colours ',
        h('select', { id: 'theme' }, [
          h('option', { value: '' }, 'of the system'),
          h('option', { value: 'light' }, 'light'),
          h('option', { value: 'dark' }, 'dark'),
        ]),
      ]),
    ]),
  ];
}

function about({ notes, findings }: Run): Element[] {
  return [
    ...section(
      'The objects themselves',
      findings.map(
        ({ level, code, title, objects, detail, fix }) =>
          `${level} ${code} ${title}: ${objects.map(named).join(', ')}. ${detail} To do: ${fix}`,
      ),
    ),
    ...section(
      'Notes',
      notes.map(({ code, message }) => `${code}: ${message}`),
    ),
  ];
}

function section(title: string, items: readonly string[]): Element[] {
  if (items.length === 0) return [];
  return [
    h('h2', title),
    h(
      'ul',
      items.map((item) => h('li', printable(item))),
    ),
  ];
}
