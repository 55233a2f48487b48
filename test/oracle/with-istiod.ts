import { type Istiod, startIstiod } from './istiod.ts';
import { oracleProgram } from './oracle-program.ts';

export interface Seeds {
  first: number;
  count: number;
  /** The oracle keeps something of every situation: after so many it is started anew. */
  perOracle: number;
}

/** Visits seed after seed with an oracle at hand, until a visit returns false. */
export async function withIstiod(
  { first, count, perOracle }: Seeds,
  visit: (istiod: Istiod, seed: number) => Promise<boolean>,
): Promise<void> {
  let istiod = startIstiod(oracleProgram());
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      if (seed > first && (seed - first) % perOracle === 0) {
        istiod.close();
        istiod = startIstiod(oracleProgram());
      }
      if (!(await visit(istiod, seed))) return;
    }
  } finally {
    istiod.close();
  }
}
