import { describe, expect, it } from 'vitest';
import { answeredEndpoints } from '../../src/judge/answered.ts';
import { observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

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
