import type { Element } from 'hast';
import { h, s } from 'hastscript';
import { count } from '../../util/text.ts';
import type { Drawing, GraphEdge, GraphNode } from './graph.ts';

/** The graph as a figure; every node but a source is a link to its row, so that it can be reached by keyboard. */
export function graphFigure(drawing: Drawing): Element {
  const { nodes, edges, width, height, leftOut } = drawing;
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const svg = s(
    'svg',
    {
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'group',
      'aria-label': 'Sources, Service ports and endpoints with their padlocks',
    },
    [...edges.map(edgePath), ...nodes.map(nodeBox)],
  );
  const more =
    leftOut === 0
      ? ''
      : ` ${count(leftOut, 'port')} more: there is no room for all, those that do not match go first.`;
  return h('figure', { class: 'graph' }, [
    h('div', { class: 'scroll', tabindex: 0 }, [svg]),
    h('figcaption', [
      `Left to right: who dials, the Service port, the endpoint. A broken line is plaintext from outside of the mesh.${more}`,
    ]),
  ]);
}

function edgePath({ points, lock, outside }: GraphEdge): Element {
  const d = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return s('path', { d, class: `edge ${lock.kind}${outside ? ' outside' : ''}` }, [s('title', lock.label)]);
}

function nodeBox({ kind, label, lock, row, x, y, width, height }: GraphNode): Element {
  const [left, top] = [x - width / 2, y - height / 2];
  const box = [
    s('rect', { x: left, y: top, width, height, rx: kind === 'service' ? 6 : 16, class: `box ${kind}` }),
    ...(lock === null
      ? []
      : [s('use', { href: `#lock-${lock.kind}`, x: left + 8, y: y - 8, width: 16, height: 16 })]),
    s('text', { x: left + (lock === null ? 12 : 28), y: y + 4 }, label),
    s('title', lock === null ? label : `${label}: ${lock.label}`),
  ];
  const shape = s('g', { class: `node ${lock?.kind ?? 'source'}` }, box);
  return row === null
    ? shape
    : s('a', { href: `#${row}`, 'aria-label': `${label}: ${lock?.label}` }, [shape]);
}
