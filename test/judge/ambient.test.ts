import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { EndpointPrediction } from '../../src/model/prediction.ts';
import { type Cell, endpointPrediction, endpointTarget, observation } from './build.ts';

const AMBIENT = { kind: 'ambient', reason: '' } as const;
/** Outcomes of silent, plaintext, tls-mesh and tls-plain. */
const ENDED: Cell[] = Array.from({ length: 4 }, () => 'closed-after-bytes');
const OPEN: Cell[] = ['silent', 'replied', 'not-tls', 'not-tls'];
const REQ: Cell = 'certificate-required*';
const DIALS = ['silent', 'plaintext', 'tls-mesh', 'tls-plain'] as const;
/** What HBONE met: the status of CONNECT, or an outcome. */
type Hbone = number | Cell;
const policy = { kind: 'AuthorizationPolicy', namespace: 'shop', name: 'p' };
const REFUSES = {
  cause: 'access-denied',
  authorization: { plaintext: { effect: 'refused', policy } },
} as const;

function hbone(met: Hbone) {
  if (typeof met === 'string') return observation('hbone', met, undefined, { connectStatus: null });
  const cell = met === 200 ? 'replied*' : met === 401 ? 'denied*' : 'tunnel-refused*';
  return observation('hbone', cell, undefined, { connectStatus: met });
}

function judged(
  declared: Mode,
  cells: Cell[],
  met: Hbone,
  predicted: Partial<EndpointPrediction> = {},
  answered = false,
) {
  const effective = declared === 'DISABLE' ? 'PERMISSIVE' : declared;
  const prediction = endpointPrediction(declared, { dataPlane: AMBIENT, effective, ...predicted });
  const context = { controlsOk: true, require: null };
  const seen = DIALS.map((dial, index) =>
    observation(dial, cells[index] ?? 'not-run', undefined, said(dial)),
  );
  const row = judgeEndpoint(endpointTarget(), prediction, [...seen, hbone(met)], context, answered);
  const tags = [row.verdict, row.observed ?? '-', row.doubt, row.cause].filter((tag) => tag !== null);
  return { row, words: tags.join(' ') };
}

const said = (dial: string) => (dial === 'silent' ? { wrote: 0 } : {});

/** What ztunnel lets the dials see: measured.md section 6. */
describe('judgeAmbient', () => {
  it.each<[string, Mode, Cell[], Hbone, Partial<EndpointPrediction>, string]>([
    ['STRICT: ended, and 200 over HBONE', 'STRICT', ENDED, 200, {}, 'match STRICT'],
    ['… 503: nothing listens', 'STRICT', ENDED, 503, {}, 'inconclusive - application-not-listening'],
    ['… 401: an AuthorizationPolicy', 'STRICT', ENDED, 401, {}, 'inconclusive - authorization'],
    ['… 400: another pod', 'STRICT', ENDED, 400, {}, 'inconclusive - contradiction'],
    ['… no answer', 'STRICT', ENDED, 'unreachable', {}, 'inconclusive - hbone-failed'],
    ['… another identity', 'STRICT', ENDED, 'replied!', {}, 'inconclusive - identity'],
    ['… a certificate of its own', 'STRICT', ENDED, 'application-tls+', {}, 'inconclusive - hbone-failed'],
    ['… not tried', 'STRICT', ENDED, 'not-run', {}, 'inconclusive - hbone-not-dialled'],
    ['… our certificate refused', 'STRICT', ENDED, 'certificate-rejected*', {}, 'closed - unknown'],
    ['… a policy refuses plaintext too', 'STRICT', ENDED, 200, REFUSES, 'inconclusive STRICT authorization'],
    ['STRICT: answered', 'STRICT', OPEN, 200, {}, 'open PERMISSIVE unknown'],
    ['… by history A', 'STRICT', OPEN, 200, { cause: 'ambient-history' }, 'open PERMISSIVE ambient-history'],
    [
      '… by the conversion',
      'STRICT',
      OPEN,
      'not-run',
      { effective: 'PERMISSIVE', cause: 'ambient-conversion' },
      'open NONE ambient-conversion',
    ],
    [
      '… in spite of a policy',
      'STRICT',
      OPEN,
      401,
      { cause: 'access-denied', authorization: { mtls: { effect: 'refused', policy } } },
      'open PERMISSIVE unknown',
    ],
    [
      'STRICT: TLS of the application',
      'STRICT',
      ['silent', 'closed-after-bytes', 'application-tls+', 'application-tls+'],
      200,
      {},
      'open PERMISSIVE unknown',
    ],
    [
      'STRICT: a greeting',
      'STRICT',
      ['replied', 'not-run', 'not-run', 'not-run'],
      200,
      {},
      'open PERMISSIVE unknown',
    ],
    [
      'STRICT: silence',
      'STRICT',
      ['silent', 'silent', 'silent', 'silent'],
      200,
      {},
      'inconclusive NONE no-answer',
    ],
    [
      'STRICT: held open in silence, closed on bytes',
      'STRICT',
      ['silent', 'closed-after-bytes', 'closed-after-bytes', 'closed-after-bytes'],
      200,
      {},
      'inconclusive NONE no-answer',
    ],
    [
      'STRICT: the silent dial not made',
      'STRICT',
      ['not-run', 'closed-after-bytes', 'closed-after-bytes', 'closed-after-bytes'],
      200,
      {},
      'inconclusive NONE no-answer',
    ],
    [
      'STRICT: nothing accepts',
      'STRICT',
      ['connection-refused', 'connection-refused', 'connection-refused', 'connection-refused'],
      'connection-refused',
      {},
      'inconclusive - application-not-listening',
    ],
    [
      'STRICT: a sidecar’s certificate',
      'STRICT',
      ['silent', 'closed-after-bytes', REQ, REQ],
      'connection-refused',
      {},
      'inconclusive STRICT contradiction',
    ],
    ['PERMISSIVE: answered, and 200 over HBONE', 'PERMISSIVE', OPEN, 200, {}, 'match PERMISSIVE'],
    ['… 401', 'PERMISSIVE', OPEN, 401, {}, 'match PERMISSIVE access-denied'],
    ['… 503', 'PERMISSIVE', OPEN, 503, {}, 'inconclusive NONE contradiction'],
    ['… no answer', 'PERMISSIVE', OPEN, 'unreachable', {}, 'inconclusive NONE hbone-failed'],
    ['… not tried', 'PERMISSIVE', OPEN, 'not-run', {}, 'inconclusive NONE hbone-not-dialled'],
    ['… our certificate refused', 'PERMISSIVE', OPEN, 'certificate-rejected*', {}, 'closed NONE unknown'],
    ['PERMISSIVE: ended, and 200', 'PERMISSIVE', ENDED, 200, {}, 'closed STRICT unknown'],
    [
      '… by history C',
      'PERMISSIVE',
      ENDED,
      200,
      { cause: 'ambient-history' },
      'closed STRICT ambient-history',
    ],
    ['… by a policy', 'PERMISSIVE', ENDED, 200, REFUSES, 'inconclusive STRICT authorization'],
    ['… 503', 'PERMISSIVE', ENDED, 503, {}, 'inconclusive - application-not-listening'],
    [
      'DISABLE: answered',
      'DISABLE',
      OPEN,
      'not-run',
      { cause: 'ambient-disable' },
      'match NONE ambient-disable',
    ],
    [
      'DISABLE: lost under STRICT',
      'DISABLE',
      ENDED,
      200,
      { effective: 'STRICT', cause: 'ambient-conversion' },
      'closed STRICT ambient-conversion',
    ],
    [
      'out of capture',
      'STRICT',
      ['not-run', 'replied', 'not-tls', 'not-tls'],
      'not-run',
      { effective: 'NONE', cause: 'not-captured' },
      'open NONE not-captured',
    ],
  ])('%s', (_name, declared, cells, met, predicted, expected) => {
    const { row, words } = judged(declared, cells, met, predicted);
    expect(words, row.detail).toBe(expected);
    expect(row.detail).toMatch(/\.$/);
  });

  it('takes a mesh client’s answer for a proof where HBONE was not dialled, and only there', () => {
    expect(judged('STRICT', ENDED, 'not-run', {}, true).words).toBe('match -');
    expect(judged('STRICT', ENDED, 'unreachable', {}, true).words).toBe('match -');
    expect(judged('STRICT', ENDED, 503, {}, true).words).toBe('inconclusive - application-not-listening');
    expect(judged('STRICT', ENDED, 'not-run', REFUSES, true).words).toBe('inconclusive - authorization');
    expect(judged('PERMISSIVE', ENDED, 'not-run', {}, true).words).toBe('closed - unknown');
  });
});
