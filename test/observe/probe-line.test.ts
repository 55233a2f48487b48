import { describe, expect, test } from 'vitest';
import { parseProbeLine } from '../../src/observe/probe-line.ts';
import { certificateOf, evidenceOf } from '../support/tls/evidence.ts';

const evidence = evidenceOf({
  http: { status: 200, server: 'envoy', upstream: true },
  certificate: certificateOf(['spiffe://a']),
  tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', alpn: null },
  proxy: { clusters: ['c'], handshakes: 1, connections: 1, endpoint: null },
});
const result = { type: 'result', target: '10.0.0.1:80', dial: 'mtls', evidence };

test.for([
  result,
  { ...result, evidence: evidenceOf() },
  { ...result, evidence: evidenceOf({ proxy: null }) },
  { type: 'start', role: 'outside', node: 'v20.0.0' },
  { type: 'not-run', target: 't', dial: 'plaintext', reason: 'deadline' },
  { type: 'control', name: 'must-refuse', ok: false, detail: 'd' },
  { type: 'problem', reason: 'no-certificate', detail: 'd' },
  { type: 'end', results: 3 },
])('takes a $type line as it is', (line) => {
  expect(parseProbeLine(JSON.parse(JSON.stringify(line)))).toEqual(line);
});

describe('refuses', () => {
  test.for<[string, unknown]>([
    ['null', null],
    ['a list', [result]],
    ['a text', 'result'],
    ['no type', { results: 1 }],
    ['an unknown type', { type: 'finding' }],
    ['a type of the prototype', { type: 'constructor' }],
    ['a missing field', { type: 'result', target: 't', dial: 'mtls' }],
    ['a field too many', { ...result, verdict: 'match' }],
    ['an unknown dial', { ...result, dial: 'smtp' }],
    ['an unknown reason', { type: 'not-run', target: 't', dial: 'mtls', reason: 'bored' }],
    ['a target that is too long', { ...result, target: 'x'.repeat(601) }],
    ['a count that is a text', { type: 'end', results: '3' }],
    ['a negative count', { type: 'end', results: -1 }],
    ['evidence with a text for a flag', { ...result, evidence: { ...evidence, connected: 'yes' } }],
    ['evidence with an unknown end', { ...result, evidence: { ...evidence, end: 'bang' } }],
    ['evidence without times', { ...result, evidence: { ...evidence, ms: null } }],
    ['a certificate without names', { ...result, evidence: { ...evidence, certificate: { uris: null } } }],
    [
      'too many names',
      { ...result, evidence: { ...evidence, certificate: certificateOf(Array(9).fill('u')) } },
    ],
    ['first bytes that are too long', { ...result, evidence: { ...evidence, first: 'x'.repeat(121) } }],
    ['rbac that is not true', { ...result, evidence: { ...evidence, http: { ...evidence.http, rbac: 1 } } }],
    [
      'counters that are not numbers',
      { ...result, evidence: { ...evidence, proxy: { ...evidence.proxy, handshakes: null } } },
    ],
  ])('%s', ([, value]) => {
    expect(parseProbeLine(value)).toBeNull();
  });
});
