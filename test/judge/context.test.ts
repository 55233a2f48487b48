import { describe } from 'vitest';
import { type Situation, testSituations } from './situation.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const STRICT_WIRE = [CLOSED, REQ, REQ, 'replied*'] satisfies Situation['cells'];
const PERMISSIVE_WIRE = ['replied', REQ, CLOSED, 'replied*'] satisfies Situation['cells'];
const BARE_WIRE = ['replied', 'not-tls', 'not-tls', 'not-tls'] satisfies Situation['cells'];
const floor = { require: 'strict' } as const;
const predicted = { unsupported: 'an EnvoyFilter patches this port.' };

const situations: Situation[] = [
  {
    name: 'failed controls void a match',
    declared: 'STRICT',
    context: { controlsOk: false },
    cells: STRICT_WIRE,
    expected: 'inconclusive control-failed',
  },
  {
    name: 'failed controls void a drift',
    declared: 'STRICT',
    context: { controlsOk: false },
    cells: BARE_WIRE,
    expected: 'inconclusive control-failed',
  },
  {
    name: 'failed controls beside the mesh certificate void a match',
    declared: 'STRICT',
    cells: [CLOSED, REQ, REQ, 'void'],
    expected: 'inconclusive control-failed',
  },
  {
    name: 'failed controls beside the mesh certificate do not void what outside saw open',
    declared: 'STRICT',
    cells: ['replied', 'not-tls', 'not-tls', 'void'],
    expected: 'open unknown',
  },
  {
    name: 'a rule not evaluated is never a match',
    declared: 'STRICT',
    predicted,
    cells: STRICT_WIRE,
    expected: 'inconclusive unsupported',
  },
  {
    name: 'a rule not evaluated does not hide plaintext that was answered',
    declared: 'STRICT',
    predicted,
    cells: PERMISSIVE_WIRE,
    expected: 'open unknown',
  },
  {
    name: 'a rule not evaluated hides what only certificates say',
    declared: 'STRICT',
    predicted,
    portClass: 'TCP',
    cells: ['silent', REQ, 'silent', 'silent*'],
    expected: 'inconclusive unsupported',
  },
  {
    name: 'a rule not evaluated hides a closed port',
    declared: 'PERMISSIVE',
    predicted,
    cells: STRICT_WIRE,
    expected: 'inconclusive unsupported',
  },
  { name: 'floor met', declared: 'STRICT', context: floor, cells: STRICT_WIRE, expected: 'match' },
  { name: 'floor missed', declared: 'PERMISSIVE', context: floor, cells: PERMISSIVE_WIRE, expected: 'open' },
  {
    name: 'floor missed by DISABLE',
    declared: 'DISABLE',
    context: floor,
    cells: BARE_WIRE,
    expected: 'open',
  },
  {
    name: 'floor missed without a proxy',
    declared: 'PERMISSIVE',
    context: floor,
    predicted: { effective: 'NONE', cause: 'no-sidecar' },
    cells: BARE_WIRE,
    expected: 'open no-sidecar',
  },
  {
    name: 'floor missed by a bare wire that nothing foresaw: still said loudly',
    declared: 'PERMISSIVE',
    context: floor,
    cells: BARE_WIRE,
    expected: 'open unknown',
  },
  {
    name: 'a STRICT wire under a weaker policy stays what it was',
    declared: 'PERMISSIVE',
    context: floor,
    cells: STRICT_WIRE,
    expected: 'closed unknown',
  },
  {
    name: 'the floor decides nothing about a silent port',
    declared: 'DISABLE',
    context: floor,
    cells: ['silent', 'silent', 'silent', 'silent'],
    expected: 'inconclusive no-answer',
  },
];

describe('controls, unsupported rules and --require strict', () => testSituations(situations));
