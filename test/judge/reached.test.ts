import { describe } from 'vitest';
import type { ServicePrediction } from '../../src/model/prediction.ts';
import type { EndpointRow } from '../../src/model/verdict.ts';
import { answer, proxy } from './build-service.ts';
import { type ClientSituation, DOWN, NONE, OPEN, STRICT, testClientSituations } from './client-situation.ts';

const HIDDEN = {
  client: [
    {
      endpoint: '10.0.0.1:8080',
      policy: { tls: 'plaintext', source: 'passthrough', decidedBy: null, reason: 'Hidden.', rejected: [] },
    },
  ],
} satisfies Partial<ServicePrediction>;

const ZTUNNEL: EndpointRow = {
  ...STRICT,
  observed: 'NONE',
  prediction: { ...STRICT.prediction, dataPlane: { kind: 'ambient', reason: '' } },
};

const situations: ClientSituation[] = [
  [
    'a Service that the client’s sidecar does not know',
    'plaintext',
    HIDDEN,
    'replied',
    answer(200, null),
    [OPEN],
    'inconclusive no-counters host-not-visible null',
  ],
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
    'by HBONE, which the counters of the Service do not show',
    'hbone',
    { encrypted: true },
    'replied',
    answer(200, proxy(1, 0)),
    [OPEN],
    'inconclusive no-counters null',
  ],
  [
    'by HBONE to a pod that refuses plaintext',
    'hbone',
    { encrypted: true },
    'replied',
    answer(200, proxy(1, 0)),
    [ZTUNNEL],
    'match true',
  ],
  [
    'by HBONE, as the address of the endpoint shows',
    'hbone',
    { encrypted: true },
    'replied',
    answer(200, { ...proxy(1, 0, '10.0.0.1:8080'), tunnelled: true }),
    [OPEN],
    'match true',
  ],
  [
    'past HBONE, as the address of the endpoint shows',
    'hbone',
    { encrypted: true },
    'replied',
    answer(200, proxy(1, 0, '10.0.0.1:8080')),
    [OPEN],
    'plaintext unknown false',
  ],
  [
    'reached though unreachable',
    'mtls',
    { ...NONE, cause: 'mtls-to-no-sidecar' },
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
];

describe('a mesh client that reaches the Service', () => testClientSituations(situations));
