import { describe, expect, it, test } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { judgeService } from '../../src/judge/service.ts';
import { unreadyNote } from '../../src/judge/unready.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, observation } from './build.ts';
import { servicePrediction, serviceTarget } from './build-service.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const context = { controlsOk: true, require: null };
const notReady = 'the istio-proxy container of the pod is not ready';
const row = (cells: Cell[], pod = 'web-1') =>
  judgeEndpoint(
    endpointTarget('HTTP', { pod }),
    endpointPrediction('STRICT', { notReady }),
    dials(...cells),
    context,
  );
const REFUSED = ['connection-refused', 'connection-refused', 'connection-refused', 'connection-refused'];

test.each<[string, Parameters<typeof endpointPrediction>[1], string]>([
  ['at a port that a sidecar captures', {}, 'proxy-down'],
  ['at a port that is excluded', { effective: 'NONE', cause: 'excluded-port' }, 'application-not-listening'],
  [
    'where no sidecar stands',
    { dataPlane: { kind: 'none', reason: '' }, effective: 'NONE' },
    'application-not-listening',
  ],
])('a refusal %s', (_name, predicted, doubt) => {
  const refused = dials(...(REFUSED as Cell[]));
  expect(
    judgeEndpoint(endpointTarget(), endpointPrediction('STRICT', predicted), refused, context).doubt,
  ).toBe(doubt);
});

test('a Service without an endpoint is named so', () => {
  const { doubt } = judgeService(serviceTarget([]), servicePrediction('mtls', {}, []), null, [], context);
  expect(doubt).toBe('no-endpoint');
});

describe('a pod that is not ready', () => {
  test.each<[string, Cell[], string]>([
    ['refuses', REFUSED as Cell[], 'inconclusive not-ready'],
    [
      'does not answer',
      ['unreachable', 'unreachable', 'unreachable', 'unreachable'],
      'inconclusive not-ready',
    ],
    ['closes', [CLOSED, CLOSED, CLOSED, CLOSED], 'inconclusive not-ready'],
    ['answers as it should', [CLOSED, REQ, REQ, 'replied*'], 'match null'],
    ['answers plaintext', ['replied', REQ, REQ, 'replied*'], 'open null'],
  ])('%s', (_name, cells, expected) => {
    const { verdict, doubt } = row(cells);
    expect(`${verdict} ${doubt}`).toBe(expected);
  });

  it('is said to be so, with the container', () => {
    expect(row(REFUSED as Cell[]).detail).toBe(`The connection was refused: ${notReady}.`);
  });

  it('is why a mesh client gets no further', () => {
    const target = { ...serviceTarget(), portClass: 'TCP' as const };
    const closed = observation('via-sidecar', CLOSED, target.id);
    const rows = [row(REFUSED as Cell[])];
    expect(judgeService(target, servicePrediction('mtls'), closed, rows, context).doubt).toBe('not-ready');
  });

  it('is told of in a note, each once, at most five by name', () => {
    expect(unreadyNote([], [])).toBeNull();
    expect(unreadyNote([row(REFUSED as Cell[]), row(REFUSED as Cell[])], ['a'])).toBe(
      '2 pods not ready: a, web-1. What they accept once they are ready is not known',
    );
    expect(unreadyNote([], ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain('a, b, c, d, e and 2 more.');
  });
});
