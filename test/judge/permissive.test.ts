import { describe } from 'vitest';
import type { Cause } from '../../src/model/prediction.ts';
import { type Situation, testSituations } from './situation.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const declared = 'PERMISSIVE' as const;
const none = (cause: Cause) => ({ effective: 'NONE', cause }) as const;

const situations: Situation[] = [
  {
    name: 'a port of the sidecar itself',
    declared,
    predicted: none('proxy-port'),
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'match proxy-port',
  },
  {
    name: 'an address that no sidecar of the mesh captures',
    declared,
    predicted: none('address-family'),
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'match address-family',
  },
  { name: 'accepts both', declared, cells: ['replied', REQ, CLOSED, 'replied*'], expected: 'match' },
  {
    name: 'accepts both, an authorization policy refuses plaintext',
    declared,
    cells: ['denied', REQ, CLOSED, 'replied*'],
    expected: 'match access-denied',
  },
  { name: 'a STRICT wire', declared, cells: [CLOSED, REQ, REQ, 'replied*'], expected: 'closed unknown' },
  {
    name: 'a STRICT database port',
    declared,
    portClass: 'TCP',
    cells: ['spared', REQ, REQ, 'silent*'],
    expected: 'closed unknown',
  },
  {
    name: 'a STRICT wire that answers plaintext',
    declared,
    cells: ['replied', REQ, REQ, 'replied*'],
    expected: 'inconclusive contradiction',
  },
  {
    name: 'a STRICT wire where plaintext did not run',
    declared,
    cells: ['not-run', REQ, REQ, 'replied*'],
    expected: 'inconclusive not-run',
  },
  {
    name: 'plaintext refused while mTLS is answered',
    declared,
    portClass: 'TCP',
    cells: [CLOSED, REQ, CLOSED, 'replied*'],
    expected: 'closed unknown',
  },
  {
    name: 'mTLS refused',
    declared,
    cells: ['replied', REQ, CLOSED, 'certificate-required*'],
    expected: 'closed unknown',
  },
  {
    name: 'TCP application down',
    declared,
    portClass: 'AUTO',
    cells: [CLOSED, 'closed-after-bytes*', CLOSED, 'closed-after-bytes*'],
    expected: 'inconclusive application-not-listening',
  },
  {
    name: 'an application with its own TLS, which closes on anything else',
    declared,
    portClass: 'TCP',
    cells: [CLOSED, REQ, 'application-tls+', 'closed-after-bytes*'],
    expected: 'match',
  },
  {
    name: 'the same on an HTTP port, where a sidecar answers plaintext itself',
    declared,
    cells: [CLOSED, REQ, 'application-tls+', 'closed-after-bytes*'],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'both closed on an HTTP port',
    declared,
    cells: [CLOSED, REQ, CLOSED, 'closed-after-bytes*'],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'never answers',
    declared,
    portClass: 'AUTO',
    cells: ['silent', REQ, 'silent', 'silent*'],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'silent in plaintext, but the TLS of the application came through',
    declared,
    portClass: 'TCP',
    cells: ['silent', REQ, 'application-tls+', 'silent*'],
    expected: 'match',
  },
  {
    name: 'a PERMISSIVE database port whose application was met',
    declared,
    portClass: 'TCP',
    cells: ['spared', REQ, 'not-tls', 'replied*'],
    expected: 'match',
  },
  {
    name: 'mTLS did not run',
    declared,
    cells: ['replied', REQ, CLOSED, 'not-run'],
    expected: 'inconclusive not-run',
  },
  { name: 'mTLS is missing', declared, cells: ['replied', REQ, CLOSED], expected: 'inconclusive not-run' },
  {
    name: 'answers plaintext, cuts mTLS short',
    declared,
    cells: ['replied', REQ, CLOSED, 'closed-after-bytes*'],
    expected: 'inconclusive contradiction',
  },
  {
    name: 'mTLS meets another identity',
    declared,
    cells: ['replied', REQ, CLOSED, 'replied!'],
    expected: 'inconclusive identity',
  },
  ...(['no-sidecar', 'host-network', 'no-pod'] as const).map((cause) => ({
    name: `no proxy: ${cause}`,
    declared,
    predicted: none(cause),
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'] satisfies Situation['cells'],
    expected: `match ${cause}`,
  })),
  ...(['excluded-port', 'not-captured'] as const).map((cause) => ({
    name: `a proxy that does not see the port: ${cause}`,
    declared,
    predicted: none(cause),
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'] satisfies Situation['cells'],
    expected: `closed ${cause}`,
  })),
  {
    name: 'no mesh certificate, and nothing foresaw it',
    declared,
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'closed unknown',
  },
  {
    name: 'no sidecar and no answer',
    declared,
    predicted: none('no-sidecar'),
    cells: ['silent', 'silent', 'silent', 'silent'],
    expected: 'inconclusive no-answer',
  },
];

describe('declared PERMISSIVE', () => testSituations(situations));
