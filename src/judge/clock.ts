import type { RunNote } from '../model/run.ts';

/** Clocks that differ by less are taken for the same: Date headers count seconds, and answers take their time. */
const TOLERANCE = 30_000;

/** A note when the API server's clock and this machine's differ; `ahead` in milliseconds. */
export function clockNotes(ahead: number): RunNote[] {
  if (Math.abs(ahead) <= TOLERANCE) return [];
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const message = `the clock of the API server is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the one of this machine`;
  return [{ code: 'clock-skew', message }];
}
