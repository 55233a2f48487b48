import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { judgeService } from '../../src/judge/service.ts';
import { OUTCOMES } from '../../src/model/observation.ts';
import { CAUSES } from '../../src/model/prediction.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

const cell = fc
  .tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom('', '*', '!', '+'))
  .map(([outcome, mark]) => `${outcome}${mark}` as Cell);
const cells = fc.array(cell, { maxLength: 4 });
const mode = fc.constantFrom('STRICT' as const, 'PERMISSIVE' as const, 'DISABLE' as const);
const portClass = fc.constantFrom('HTTP' as const, 'TCP' as const, 'AUTO' as const, 'UNDECLARED' as const);
const predicted = fc.record({
  effective: fc.constantFrom('STRICT' as const, 'PERMISSIVE' as const, 'DISABLE' as const, 'NONE' as const),
  cause: fc.option(fc.constantFrom(...CAUSES)),
});
const floor = fc.constantFrom('strict' as const, null);
const ok = { controlsOk: true, require: null };

describe('whatever was seen', () => {
  it('a STRICT port that answered plaintext is open', () => {
    fc.assert(
      fc.property(cells, portClass, predicted, floor, (rest, kind, prediction, require) => {
        const seen = dials('replied', ...rest.slice(0, 3));
        const row = judgeEndpoint(endpointTarget(kind), endpointPrediction('STRICT', prediction), seen, {
          controlsOk: true,
          require,
        });
        expect(row.verdict).toBe('open');
      }),
    );
  });

  it('failed controls, unsupported rules and the floor never end in a match', () => {
    fc.assert(
      fc.property(cells, portClass, mode, (seen, kind, declared) => {
        const judge = (extra: object, context: object) =>
          judgeEndpoint(endpointTarget(kind), endpointPrediction(declared, extra), dials(...seen), {
            ...ok,
            ...context,
          }).verdict;
        expect(judge({}, { controlsOk: false })).toBe('inconclusive');
        expect(judge({ unsupported: 'x' }, {})).not.toBe('match');
        if (declared !== 'STRICT') expect(judge({}, { require: 'strict' })).not.toBe('match');
      }),
      { numRuns: 1000 },
    );
  });

  it('inconclusive has a doubt and drift has a cause, on both sides', () => {
    fc.assert(
      fc.property(cells, portClass, predicted, mode, cell, (seen, kind, prediction, declared, via) => {
        const row = judgeEndpoint(
          endpointTarget(kind),
          endpointPrediction(declared, prediction),
          dials(...seen),
          ok,
        );
        const client = judgeService(
          serviceTarget(),
          servicePrediction('mtls', { cause: prediction.cause }),
          observation('via-sidecar', via, HOST, answer(503, proxy(1, 1))),
          [row],
          ok,
        );
        for (const { verdict, doubt, cause } of [row, client]) {
          expect(doubt === null).toBe(verdict !== 'inconclusive');
          if (verdict !== 'match' && verdict !== 'inconclusive') expect(cause).not.toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });
});
