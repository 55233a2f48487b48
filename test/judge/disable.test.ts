import { describe } from 'vitest';
import { type Situation, testSituations } from './situation.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const declared = 'DISABLE' as const;

const situations: Situation[] = [
  {
    name: 'a listener of a Sidecar ends TLS of its own',
    declared,
    predicted: { effective: 'NONE', cause: 'listener-tls' },
    cells: [CLOSED, 'application-tls', 'application-tls', 'application-tls'],
    expected: 'match listener-tls',
  },
  {
    name: 'answers plaintext',
    declared,
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'match',
  },
  {
    name: 'refused by an authorization policy after it was accepted',
    declared,
    cells: ['denied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'match access-denied',
  },
  {
    name: 'no sidecar either',
    declared,
    predicted: { effective: 'NONE', cause: 'no-sidecar' },
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'match no-sidecar',
  },
  {
    name: 'the application speaks TLS itself',
    declared,
    portClass: 'TCP',
    cells: [CLOSED, 'application-tls+', 'application-tls+', 'application-tls+'],
    expected: 'match',
  },
  { name: 'a STRICT wire', declared, cells: [CLOSED, REQ, REQ, 'replied*'], expected: 'closed unknown' },
  {
    name: 'a STRICT wire that answers plaintext',
    declared,
    cells: ['replied', REQ, REQ, 'replied*'],
    expected: 'inconclusive contradiction',
  },
  {
    name: 'a PERMISSIVE wire',
    declared,
    cells: ['replied', REQ, CLOSED, 'replied*'],
    expected: 'inconclusive not-in-force',
  },
  {
    name: 'a database that was spared and closes TLS',
    declared,
    portClass: 'TCP',
    cells: ['spared', CLOSED, CLOSED, CLOSED],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'never answers',
    declared,
    portClass: 'AUTO',
    cells: ['silent', 'silent', 'silent', 'silent'],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'another identity',
    declared,
    cells: ['silent', 'certificate-required!', 'certificate-required!', 'certificate-required!'],
    expected: 'inconclusive identity',
  },
];

describe('declared DISABLE', () => testSituations(situations));
