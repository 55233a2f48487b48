import { it } from 'vitest';
import type { ErrorCode } from '../../../../src/model/errors.ts';
import type { RunNote } from '../../../../src/model/run.ts';
import { type Broken, SITUATIONS, startBroken } from './broken-mesh.ts';

type Reason = ErrorCode | Exclude<RunNote['code'], 'source-failed'>;

/** One injected fault. */
export interface Case extends Broken {
  what: string;
  /** Exit code where all is as declared; 0: the run got over it. */
  exit: 0 | 2 | 3;
  /** Everything that is named: the failure, or the reasons of the notes. */
  named: readonly Reason[];
  /** Words that must be told. */
  said?: string;
  /** Rows that cannot be decided because of it. With exit 0 every row is decided, with 2 none. */
  undecided?: readonly string[];
}

/** The rows of every situation: what an endpoint accepts, and what a mesh client gets. */
export const SERVER = 'web-1 8080';
export const CLIENT = 'web 80';

/** Plays every fault where all is as declared; one that leaves a run also where it is not. */
export function playFaults(cases: readonly Case[]): void {
  for (const { what, exit, named, said = '', undecided = [], ...broken } of cases) {
    for (const situation of exit === 3 ? SITUATIONS : SITUATIONS.slice(0, 1)) {
      it.concurrent(`${what} (${situation})`, { timeout: 120_000 }, async ({ expect }) => {
        const mesh = await startBroken(situation, broken);
        try {
          const outcome = await mesh.run();
          expect(outcome.named, outcome.said).toEqual([...named].toSorted());
          expect(outcome.said).toContain(said);
          expect(outcome.false).toEqual([]);
          if (exit === 0) expect(outcome.decided.toSorted()).toEqual([CLIENT, SERVER]);
          expect(outcome.decided.filter((row) => exit === 2 || undecided.includes(row))).toEqual([]);
          expect(outcome.exit).toBe(situation === 'healthy' || exit === 2 ? exit : outcome.drift ? 1 : 3);
          await mesh.gone();
        } finally {
          await mesh.close();
        }
      });
    }
  }
}
