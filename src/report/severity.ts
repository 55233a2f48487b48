import type { Verdict } from '../model/verdict.ts';

/** How loud a row is where a format knows three degrees; `none` says nothing. */
export type Loudness = 'error' | 'warning' | 'note' | 'none';

export const SEVERITIES = {
  match: 'none',
  open: 'error',
  closed: 'error',
  broken: 'error',
  plaintext: 'error',
  inconclusive: 'warning',
  excepted: 'note',
} as const satisfies Record<Verdict, Loudness>;
