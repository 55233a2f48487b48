import type { Evidence, Outcome } from '../model/observation.ts';
import type { Batch, Expectation } from '../model/plan.ts';
import { classify } from '../observe/outcome.ts';
import { type DialLine, isMesh } from './run-batch.ts';

/** All dials of one target, made once. */
export interface Look {
  lines: DialLine[];
  /** When it was over; see performance.now(). */
  at: number;
  /** What each dial met. */
  outcomes: Outcome[];
  /** Every dial met what is predicted, or nothing is. */
  agrees: boolean;
  /** A dial met what a proxy or an endpoint that is starting shows. */
  passing: boolean;
  /** An old connection of the own proxy was used, which may have outlived a policy (measured.md section 3). */
  pooled: boolean;
  /** The same for two looks that say the same. */
  signature: string;
}

/** Reads one look at a target against what is expected of it. */
export function readLook(
  batch: Batch,
  lines: DialLine[],
  expectations: readonly Expectation[],
  at: number,
): Look {
  const cells = lines.map((line) => {
    const place = batch.expects?.[line.dial];
    return readCell(line, place === undefined ? undefined : expectations[place]);
  });
  return {
    lines,
    at,
    outcomes: cells.map(({ outcome }) => outcome),
    agrees: cells.every(({ agrees }) => agrees),
    passing: cells.some(({ passing }) => passing),
    pooled: cells.some(({ pooled }) => pooled),
    // Of what is expected it does not matter which: an application that is down shows now this, now that.
    signature: JSON.stringify(cells.map(({ agrees, shown }) => (agrees ? 'expected' : shown))),
  };
}

interface Cell extends Pick<Look, 'agrees' | 'passing' | 'pooled'> {
  outcome: Outcome;
  shown: string;
}

function readCell(line: DialLine, expected: Expectation | undefined): Cell {
  if (line.type === 'not-run')
    return { outcome: 'not-run', agrees: true, passing: false, pooled: false, shown: line.reason };
  const { dial, evidence } = line;
  const { http } = evidence;
  const mesh = isMesh(evidence);
  const outcome = classify(evidence, mesh);
  const encrypted = encryptedBy(evidence);
  // The own proxy's answer in place of a server that it does not reach.
  const unavailable = dial === 'via-sidecar' && http?.status === 503 && !http.upstream;
  const passing = unavailable
    ? // Where some endpoints are not reached, the load balancer may have chosen one of those.
      expected?.reached !== 'none' && expected?.reached !== 'some'
    : outcome === 'connection-refused' && !expected?.outcomes.includes(outcome);
  const asExpected =
    expected === undefined ||
    (expected.outcomes.includes(outcome) &&
      !(expected.reached === 'none' && http !== null && !unavailable) &&
      (encrypted === null || unavailable || encrypted === (expected.encrypted ?? encrypted)));
  return {
    outcome,
    agrees: asExpected && !passing,
    passing,
    pooled: evidence.proxy?.connections === 0 && http !== null && !unavailable,
    shown: `${outcome} ${mesh} ${encrypted} ${unavailable}`,
  };
}

/** Whether the own proxy's counters show mTLS; null where they do not tell. */
function encryptedBy({ proxy }: Evidence): boolean | null {
  if (!proxy || proxy.connections === 0) return null;
  return proxy.handshakes > 0;
}
