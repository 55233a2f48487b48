import type { Element } from 'hast';
import { h, s } from 'hastscript';
import type { Lock, LockKind } from './lock.ts';

/** Outlines in a square of 16; the body is the same, the shackle and the sign on it differ. */
const BODY = 'M3 7h10v7H3z';
const PATHS = {
  closed: ['M5 7V5a3 3 0 0 1 6 0v2', 'M8 9.5v2'],
  half: ['M5 7V5a3 3 0 0 1 6 0', 'M5 10.5h6'],
  open: ['M5 7V4a3 3 0 0 1 5.6-1.5'],
  broken: ['M5 7V5a3 3 0 0 1 6 0v2', 'M5.5 8.5l5 4M10.5 8.5l-5 4'],
  unknown: ['M5 7V5a3 3 0 0 1 6 0v2', 'M6.8 9.6a1.2 1.2 0 1 1 1.2 1.4v.6'],
} as const satisfies Record<LockKind, readonly string[]>;

/** The padlocks, drawn once to be used anywhere on the page. */
export function lockSymbols(): Element {
  const symbols = Object.entries(PATHS).map(([kind, paths]) =>
    s('symbol', { id: `lock-${kind}`, viewBox: '0 0 16 16' }, [
      s('path', { d: BODY, class: kind === 'closed' ? 'solid' : 'hollow' }),
      ...paths.map((d) => s('path', { d, class: 'stroke' })),
    ]),
  );
  return s('svg', { class: 'symbols', width: 0, height: 0, 'aria-hidden': 'true' }, symbols);
}

/** A padlock with its meaning in words beside it, for a row. */
export function lockWithWords({ kind, label }: Lock): Element {
  return h('span', { class: `lock ${kind}` }, [
    s('svg', { width: 16, height: 16, 'aria-hidden': 'true' }, [s('use', { href: `#lock-${kind}` })]),
    ` ${label}`,
  ]);
}
