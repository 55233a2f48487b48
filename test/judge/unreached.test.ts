import { describe, expect, it } from 'vitest';
import { judgeService } from '../../src/judge/service.ts';
import { observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';
import { type ClientSituation, DOWN, NONE, OPEN, STRICT, testClientSituations } from './client-situation.ts';

const REQ = 'certificate-required*' as const;
const LOCAL_503 = answer(503, proxy(1, 0), false);

const situations: ClientSituation[] = [
  [
    '503 of the own proxy, as foreseen',
    'plaintext',
    { ...NONE, cause: 'plaintext-to-strict' },
    'replied',
    LOCAL_503,
    [STRICT],
    'broken plaintext-to-strict null',
  ],
  [
    'reset, as foreseen',
    'mtls',
    { ...NONE, cause: 'mtls-to-disabled', outcomes: ['closed-after-bytes'] },
    'closed-after-bytes',
    {},
    [OPEN],
    'broken mtls-to-disabled null',
  ],
  [
    'a plaintext client meets the demand of the server sidecar',
    'plaintext',
    { ...NONE, cause: 'plaintext-to-strict', outcomes: ['certificate-required'] },
    REQ,
    {},
    [STRICT],
    'broken plaintext-to-strict null',
  ],
  [
    '503 of an open circuit breaker',
    'mtls',
    {},
    'replied',
    { http: { status: 503, server: 'envoy', upstream: false, limited: true }, proxy: proxy(0, 0) },
    [OPEN],
    'inconclusive overloaded null',
  ],
  [
    '429 of the own proxy',
    'mtls',
    {},
    'replied',
    { http: { status: 429, server: 'envoy', upstream: false, limited: true }, proxy: proxy(0, 0) },
    [STRICT],
    'inconclusive overloaded null',
  ],
  [
    'the name was not resolved',
    'mtls',
    {},
    'unreachable',
    { code: 'ENOTFOUND' },
    [STRICT],
    'inconclusive name-not-resolved null',
  ],
  [
    'a sidecar behind it refuses connections',
    'mtls',
    {},
    'replied',
    LOCAL_503,
    [{ ...DOWN, verdict: 'inconclusive', doubt: 'proxy-down', cause: null }],
    'inconclusive proxy-down null',
  ],
  ['503 that nothing foresaw', 'mtls', {}, 'replied', LOCAL_503, [OPEN], 'broken unknown null'],
  [
    '503 and the application is down',
    'mtls',
    {},
    'replied',
    LOCAL_503,
    [DOWN],
    'inconclusive application-not-listening null',
  ],
  [
    'closed and no endpoint known',
    'mtls',
    {},
    'closed-after-bytes',
    {},
    [],
    'inconclusive application-not-listening null',
  ],
  [
    'predicted not to listen',
    'mtls',
    { ...NONE, cause: 'application-not-listening', reason: 'The application was predicted not to listen.' },
    'closed-after-bytes',
    {},
    [OPEN],
    'inconclusive application-not-listening null',
  ],
  [
    'server first',
    'mtls',
    { cause: 'server-first' },
    'silent',
    {},
    [OPEN],
    'inconclusive no-answer server-first null',
  ],
  ['silent like its endpoints', 'mtls', {}, 'silent', {}, [DOWN], 'inconclusive no-answer null'],
  ['silent unlike its endpoints', 'mtls', {}, 'silent', {}, [OPEN], 'broken unknown null'],
  ['silent, encrypted and kept open', 'mtls', {}, 'silent', { proxy: proxy(1, 1) }, [DOWN], 'match true'],
  [
    'silent and unencrypted is no answer',
    'plaintext',
    {},
    'silent',
    { proxy: proxy(1, 0) },
    [DOWN],
    'inconclusive no-answer null',
  ],
  [
    'silent where nothing was said to it',
    'plaintext',
    {},
    'silent',
    { wrote: 0, proxy: proxy(1, 0) },
    [OPEN],
    'inconclusive no-answer null',
  ],
  [
    'silent and encrypted is no match where another outcome was predicted',
    'mtls',
    { ...NONE, cause: 'mtls-to-disabled', outcomes: ['closed-after-bytes', 'silent'] },
    'silent',
    { proxy: proxy(1, 1) },
    [OPEN],
    'broken mtls-to-disabled true',
  ],
  ['a name that does not resolve', 'mtls', {}, 'unreachable', {}, [OPEN], 'inconclusive unreachable null'],
  [
    'no route in the own proxy',
    'mtls',
    {},
    'replied',
    answer(404, null, false),
    [OPEN],
    'inconclusive no-answer null',
  ],
  [
    'prediction unknown',
    'mtls',
    { reachable: 'unknown' },
    'closed-after-bytes',
    {},
    [OPEN],
    'inconclusive no-answer null',
  ],
  ['not run', 'mtls', {}, 'not-run', {}, [OPEN], 'inconclusive not-run null'],
  ['no observation', 'mtls', {}, null, {}, [OPEN], 'inconclusive not-run null'],
  [
    'a rule not evaluated',
    'mtls',
    { unsupported: 'a VirtualService.' },
    'replied',
    answer(200, proxy(1, 1)),
    [STRICT],
    'inconclusive unsupported true',
  ],
];

describe('a mesh client that does not reach the Service', () => testClientSituations(situations));

it('is void when the controls failed', () => {
  const seen = observation('via-sidecar', 'replied', HOST, answer(200, proxy(1, 1)));
  const context = { controlsOk: false, require: null };
  const row = judgeService(serviceTarget(), servicePrediction('mtls'), seen, [STRICT], context);
  expect([row.verdict, row.doubt]).toEqual(['inconclusive', 'control-failed']);
});
