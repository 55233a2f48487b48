import { describe } from 'vitest';
import { type Situation, testSituations } from './situation.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const predicted = { effective: 'NONE', cause: 'proxyless', unsupported: 'the application decides' } as const;

const situations: Situation[] = [
  {
    name: 'enforces STRICT itself',
    declared: 'STRICT',
    predicted,
    cells: [CLOSED, REQ, REQ, 'replied*'],
    expected: 'match proxyless',
  },
  {
    name: 'cannot be PERMISSIVE',
    declared: 'PERMISSIVE',
    predicted,
    cells: [CLOSED, REQ, REQ, 'replied*'],
    expected: 'closed proxyless',
  },
  {
    name: 'takes plaintext under STRICT',
    declared: 'STRICT',
    predicted,
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'open proxyless',
  },
  {
    name: 'takes plaintext under PERMISSIVE',
    declared: 'PERMISSIVE',
    predicted,
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'inconclusive unsupported',
  },
  {
    name: 'was not seen in full',
    declared: 'STRICT',
    predicted,
    cells: [CLOSED, REQ, REQ, 'not-run'],
    expected: 'inconclusive unsupported',
  },
];

describe('a proxyless application', () => testSituations(situations));
