import type { Element } from 'hast';
import { h } from 'hastscript';
import { fillFix } from '../../catalogue/fill.ts';
import { dialStory } from '../../explain/evidence.ts';
import { explain } from '../../judge/explain.ts';
import { objectsOf } from '../../judge/objects.ts';
import type { EndpointRow, ServiceRow } from '../../model/verdict.ts';
import { printable } from '../../util/text.ts';
import { clientCell } from '../client-cell.ts';
import { declaredCell } from '../declared-cell.ts';
import type { PortGroup } from '../group.ts';
import { judgementsOf } from '../group.ts';
import { whatOf, whoOf } from '../row.ts';
import { verdictCell } from '../verdict-cell.ts';
import { certlessCell, dialCell } from '../words.ts';
import { lockWithWords } from './icons.ts';
import { groupLock } from './lock.ts';

export const HEADS = [
  'Port',
  'Declared',
  'Plaintext',
  'TLS, no certificate',
  'mTLS',
  'Mesh client',
  'Verdict',
  'Padlock',
];

/** One Service port: its cells, and below them who was dialled, what was seen and what to do. `brief` leaves that out. */
export function portRow(group: PortGroup, namespace: string, id: string, brief: boolean): Element {
  const verdict = verdictCell(group).text;
  const name = `${group.inService ? '' : 'not in a Service: '}${group.name}:${group.port}`;
  const title = `${name}${group.portName === null ? '' : ` ${group.portName}`}${group.source === null ? '' : `, from ${group.source}`}`;
  const cells = [
    title,
    declaredCell(group.endpoints, namespace, 'long'),
    dialCell(group.endpoints, 'plaintext'),
    certlessCell(group.endpoints),
    dialCell(group.endpoints, 'mtls'),
    clientCell(group.service),
    verdict,
  ].map((text) => printable(text, 300));
  const [head = '', ...rest] = cells;
  return h(
    'div',
    { role: 'row', class: 'row', id, 'data-verdict': verdict, 'data-text': head.toLowerCase() },
    [
      h('span', { role: 'rowheader', class: 'cell name' }, head),
      ...rest.map((text, at) =>
        h('span', { role: 'cell', class: 'cell' }, [
          h('span', { class: 'head' }, `${HEADS[at + 1]}: `),
          text,
        ]),
      ),
      h('span', { role: 'cell', class: 'cell' }, [lockWithWords(groupLock(group))]),
      ...(brief ? [] : [h('div', { role: 'cell', class: 'more' }, [drillDown(group, head)])]),
    ],
  );
}

function drillDown(group: PortGroup, name: string): Element {
  const rows = [...group.endpoints, ...(group.service === null ? [] : [group.service])];
  const bad = judgementsOf(group).some(({ verdict }) => verdict !== 'match');
  return h('details', { open: bad }, [
    h('summary', { 'aria-label': `Evidence for ${name}` }, 'Evidence'),
    ...rows.map(evidenceOf),
  ]);
}

function evidenceOf(row: EndpointRow | ServiceRow): Element {
  const dials = 'observations' in row ? row.observations : row.observation === null ? [] : [row.observation];
  const entry = explain(row);
  return h('section', { class: `seen ${row.verdict}` }, [
    h('h3', printable(`${row.verdict}: ${whoOf(row)}`, 600)),
    h('p', printable(whatOf(row), 1600)),
    ...(entry === null
      ? []
      : [
          h('p', { class: 'fix' }, [
            h('strong', `${entry.code} ${entry.title}. `),
            printable(`To do: ${fillFix(entry.fix, objectsOf(row))}`),
          ]),
        ]),
    h(
      'ul',
      dials.map(dialStory).map(({ dial, saw }) => h('li', printable(`${dial}: ${saw}`, 600))),
    ),
  ]);
}
