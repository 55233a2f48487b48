import { describe, expect, it } from 'vitest';
import { judgeService } from '../../src/judge/service.ts';
import type { Evidence } from '../../src/model/observation.ts';
import type { ClientTls } from '../../src/model/policy.ts';
import type { ServicePrediction } from '../../src/model/prediction.ts';
import type { EndpointRow } from '../../src/model/verdict.ts';
import { type Cell, observation } from './build.ts';
import { answer, endpointRow, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

const REQ = 'certificate-required*' as const;
const STRICT = endpointRow(['closed-after-bytes', REQ, REQ, 'replied*']);
const OPEN = endpointRow(['replied', REQ, 'not-tls', 'replied*']);
const DOWN = endpointRow(['closed-after-bytes', REQ, REQ, 'closed-after-bytes*']);
const none = { reachable: 'none', encrypted: null } as const;
const LOCAL_503 = answer(503, proxy(1, 0), false);

type Case = [
  name: string,
  tls: ClientTls,
  predicted: Partial<ServicePrediction>,
  cell: Cell | null,
  evidence: Partial<Evidence>,
  rows: EndpointRow[],
  expected: string,
];

const cases: Case[] = [
  ['encrypted as predicted', 'mtls', {}, 'replied', answer(200, proxy(1, 1)), [STRICT], 'match true'],
  ['plaintext as predicted', 'plaintext', {}, 'replied', answer(200, proxy(2, 0)), [OPEN], 'match false'],
  [
    'answered unencrypted',
    'mtls',
    {},
    'replied',
    answer(200, proxy(1, 0)),
    [OPEN],
    'plaintext unknown false',
  ],
  [
    'encrypted although plaintext was predicted',
    'plaintext',
    {},
    'replied',
    answer(200, proxy(1, 1)),
    [OPEN],
    'inconclusive contradiction true',
  ],
  ['a 403 of the server', 'mtls', {}, 'denied', { proxy: proxy(1, 1) }, [STRICT], 'match access-denied true'],
  ['TLS of the application', 'mtls', {}, 'application-tls', { proxy: proxy(1, 1) }, [STRICT], 'match true'],
  [
    'a 503 of the server sidecar whose application is down',
    'mtls',
    {},
    'replied',
    answer(503, proxy(1, 1)),
    [DOWN],
    'match application-not-listening true',
  ],
  [
    'some connections encrypted',
    'mtls',
    {},
    'replied',
    answer(200, proxy(2, 1)),
    [OPEN],
    'inconclusive no-counters null',
  ],
  ['no counters', 'mtls', {}, 'replied', answer(200, null), [OPEN], 'inconclusive no-counters null'],
  [
    'no counters, but plaintext is impossible',
    'mtls',
    {},
    'replied',
    answer(200, null),
    [STRICT],
    'match true',
  ],
  [
    'no counters, endpoints not all known',
    'mtls',
    {},
    'replied',
    answer(200, null),
    [],
    'inconclusive no-counters null',
  ],
  [
    'reached though unreachable',
    'mtls',
    { ...none, cause: 'mtls-to-no-sidecar' },
    'replied',
    answer(200, proxy(1, 1)),
    [OPEN],
    'inconclusive contradiction true',
  ],
  [
    'one of several reached',
    'mtls',
    { reachable: 'some', cause: 'mtls-to-no-sidecar' },
    'replied',
    answer(200, proxy(1, 1)),
    [OPEN],
    'inconclusive not-run mtls-to-no-sidecar true',
  ],
  [
    '503 of the own proxy, as foreseen',
    'plaintext',
    { ...none, cause: 'plaintext-to-strict' },
    'replied',
    LOCAL_503,
    [STRICT],
    'broken plaintext-to-strict null',
  ],
  [
    'reset, as foreseen',
    'mtls',
    { ...none, cause: 'mtls-to-disabled', outcomes: ['closed-after-bytes'] },
    'closed-after-bytes',
    {},
    [OPEN],
    'broken mtls-to-disabled null',
  ],
  [
    'a plaintext client meets the demand of the server sidecar',
    'plaintext',
    { ...none, cause: 'plaintext-to-strict', outcomes: ['certificate-required'] },
    REQ,
    {},
    [STRICT],
    'broken plaintext-to-strict null',
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
    { ...none, cause: 'application-not-listening' },
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
    { ...none, cause: 'mtls-to-disabled', outcomes: ['closed-after-bytes', 'silent'] },
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

describe('the client side', () => {
  it.each(cases)('%s', (_name, tls, predicted, cell, evidence, rows, expected) => {
    const seen = cell === null ? null : observation('via-sidecar', cell, HOST, evidence);
    const context = { controlsOk: true, require: null };
    const row = judgeService(serviceTarget(), servicePrediction(tls, predicted), seen, rows, context);
    const tags = [row.verdict, row.doubt, row.cause].filter((tag) => tag !== null);
    expect([...tags, row.encrypted].join(' '), row.detail).toBe(expected.replace(/null$/, ''));
    expect(row.detail).toMatch(/\.$/);
  });

  it('is void when the controls failed', () => {
    const seen = observation('via-sidecar', 'replied', HOST, answer(200, proxy(1, 1)));
    const context = { controlsOk: false, require: null };
    const row = judgeService(serviceTarget(), servicePrediction('mtls'), seen, [STRICT], context);
    expect([row.verdict, row.doubt]).toEqual(['inconclusive', 'control-failed']);
  });
});
