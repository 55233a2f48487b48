import { expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { JudgeContext } from '../../src/judge/judgement.ts';
import type { Mode, PortClass } from '../../src/model/policy.ts';
import type { EndpointPrediction } from '../../src/model/prediction.ts';
import { type Cell, dials, endpointPrediction, endpointTarget } from './build.ts';

/** One line of a table of situations. */
export interface Situation {
  name: string;
  declared: Mode;
  portClass?: PortClass;
  predicted?: Partial<EndpointPrediction>;
  context?: Partial<JudgeContext>;
  /** Outcomes of plaintext, tls-mesh, tls-plain and mtls; see `Cell`. */
  cells: Cell[];
  /** Verdict, then its doubt or cause where there is one. */
  expected: string;
}

/** One test for each situation. */
export function testSituations(situations: readonly Situation[]): void {
  for (const situation of situations) {
    it(situation.name, () => {
      const { declared, portClass, predicted, context, cells } = situation;
      const row = judgeEndpoint(
        endpointTarget(portClass),
        endpointPrediction(declared, predicted),
        dials(...cells),
        { controlsOk: true, require: null, ...context },
      );
      const tags = [row.verdict, row.doubt, row.cause].filter((tag) => tag !== null);
      expect(tags.join(' '), row.detail).toBe(situation.expected);
      expect(row.detail).toMatch(/\.$/);
    });
  }
}
