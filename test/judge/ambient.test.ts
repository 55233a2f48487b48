import { describe, expect, it } from 'vitest';
import { answeredEndpoints } from '../../src/judge/answered.ts';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { EndpointPrediction } from '../../src/model/prediction.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

const AMBIENT = { kind: 'ambient', reason: '' } as const;
const CLOSED: Cell[] = [
  'closed-after-bytes',
  'closed-after-bytes',
  'closed-after-bytes',
  'closed-after-bytes',
];
const OPEN: Cell[] = ['replied', 'not-tls', 'not-tls', 'not-tls'];
const REQ: Cell = 'certificate-required*';

function verdict(
  declared: Mode,
  cells: Cell[],
  predicted: Partial<EndpointPrediction> = {},
  answered = false,
) {
  const effective = declared === 'DISABLE' ? 'PERMISSIVE' : declared;
  const prediction = endpointPrediction(declared, { dataPlane: AMBIENT, effective, ...predicted });
  const context = { controlsOk: true, require: null };
  const row = judgeEndpoint(endpointTarget(), prediction, dials(...cells), context, answered);
  return [row.verdict, row.doubt, row.cause].filter((tag) => tag !== null).join(' ');
}

/** What ztunnel lets a direct dial see: measured.md section 6. */
describe('judgeAmbient', () => {
  it.each<[string, Mode, Cell[], Partial<EndpointPrediction>, boolean, string]>([
    ['STRICT, all closed, an answer over HBONE', 'STRICT', CLOSED, {}, true, 'match'],
    ['STRICT, all closed, nothing else known', 'STRICT', CLOSED, {}, false, 'inconclusive hbone-not-dialled'],
    [
      '… an AuthorizationPolicy may refuse',
      'STRICT',
      CLOSED,
      { cause: 'access-denied' },
      true,
      'inconclusive hbone-not-dialled',
    ],
    ['STRICT, plaintext answered', 'STRICT', OPEN, {}, true, 'open unknown'],
    ['… by history A', 'STRICT', OPEN, { cause: 'ambient-history' }, true, 'open ambient-history'],
    [
      '… by the conversion',
      'STRICT',
      OPEN,
      { effective: 'PERMISSIVE', cause: 'ambient-conversion' },
      false,
      'open ambient-conversion',
    ],
    [
      'STRICT, TLS of the application',
      'STRICT',
      ['closed-after-bytes', 'application-tls+', 'application-tls+', 'application-tls+'],
      {},
      true,
      'open unknown',
    ],
    [
      'STRICT, silence',
      'STRICT',
      ['silent', 'silent', 'silent', 'silent'],
      {},
      true,
      'inconclusive no-answer',
    ],
    [
      'STRICT, half closed',
      'STRICT',
      ['silent', 'closed-after-bytes', 'closed-after-bytes', 'closed-after-bytes'],
      {},
      true,
      'inconclusive no-answer',
    ],
    [
      'STRICT, mTLS not tried',
      'STRICT',
      [...CLOSED.slice(0, 3), 'not-run'],
      {},
      true,
      'inconclusive no-answer',
    ],
    [
      'STRICT, nothing accepts',
      'STRICT',
      ['connection-refused', 'connection-refused', 'connection-refused', 'connection-refused'],
      {},
      true,
      'inconclusive application-not-listening',
    ],
    [
      'STRICT, a sidecar’s certificate',
      'STRICT',
      ['closed-after-bytes', REQ, REQ, 'replied*'],
      {},
      true,
      'inconclusive contradiction',
    ],
    ['PERMISSIVE, plaintext answered', 'PERMISSIVE', OPEN, {}, true, 'inconclusive hbone-not-dialled'],
    ['PERMISSIVE, all closed', 'PERMISSIVE', CLOSED, {}, false, 'inconclusive hbone-not-dialled'],
    ['PERMISSIVE, all closed, an answer over HBONE', 'PERMISSIVE', CLOSED, {}, true, 'closed unknown'],
    ['… by history C', 'PERMISSIVE', CLOSED, { cause: 'ambient-history' }, true, 'closed ambient-history'],
    [
      'DISABLE, plaintext answered',
      'DISABLE',
      OPEN,
      { cause: 'ambient-disable' },
      false,
      'match ambient-disable',
    ],
    [
      'DISABLE, lost under STRICT',
      'DISABLE',
      CLOSED,
      { effective: 'STRICT', cause: 'ambient-conversion' },
      true,
      'closed ambient-conversion',
    ],
    [
      'out of capture',
      'STRICT',
      OPEN,
      { effective: 'NONE', cause: 'not-captured' },
      false,
      'open not-captured',
    ],
  ])('%s', (_name, declared, cells, predicted, answered, expected) => {
    expect(verdict(declared, cells, predicted, answered)).toBe(expected);
  });

  it('takes an end before a byte was written for a refusal', () => {
    const [, ...tls] = dials(...CLOSED);
    const unsaid = observation('plaintext', 'closed-after-bytes', undefined, { wrote: 0 });
    const prediction = endpointPrediction('STRICT', { dataPlane: AMBIENT });
    const context = { controlsOk: true, require: null };
    expect(judgeEndpoint(endpointTarget(), prediction, [unsaid, ...tls], context, true).verdict).toBe(
      'match',
    );
  });
});

describe('answeredEndpoints', () => {
  const found = (
    predicted = servicePrediction('hbone'),
    target = serviceTarget(),
    evidence = answer(200, proxy(1, 0)),
  ) => {
    const seen = observation('via-sidecar', 'replied', HOST, evidence);
    return [...answeredEndpoints([target], new Map([[HOST, predicted]]), new Map([[HOST, [seen]]]))];
  };

  it('are those of which an answer came', () => {
    expect(found()).toEqual(['10.0.0.1:8080']);
  });

  const two = ['10.0.0.1:8080', '10.0.0.2:8080'];
  it.each([
    ['one of two', found(servicePrediction('hbone', {}, two), serviceTarget(two))],
    ['somewhere else, by a route', found(servicePrediction('hbone', {}, ['10.0.0.9:8080']))],
    ['a rule that is not evaluated', found(servicePrediction('hbone', { unsupported: 'x' }))],
    ['the client’s own proxy', found(undefined, undefined, answer(200, proxy(1, 0), false))],
  ])('are not known: %s', (_name, ids) => {
    expect(ids).toEqual([]);
  });
});
