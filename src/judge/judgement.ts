import type { Drift } from '../model/exception.ts';
import type { Cause } from '../model/prediction.ts';
import type { Doubt, Judgement } from '../model/verdict.ts';

/** What holds for every row of a run. */
export interface JudgeContext {
  /** False: the controls failed of the probe container that the row rests on, so nothing it met counts. */
  controlsOk: boolean;
  /** The floor of `--require`. */
  require: 'strict' | null;
  /** The time by which certificates are judged, in milliseconds since 1970; null or absent where no clock is to be believed. */
  now?: number | null;
  /** Set where sidecars stop waiting for the first bytes of a client, so that a server may greet first. */
  stopsDetecting?: true;
  /** Set at a source without a mesh client where another source of the run has one. */
  clientElsewhere?: boolean;
}

/** A judgement that observed agrees with declared. */
export function matching(detail: string, cause: Cause | null = null): Judgement {
  return { verdict: 'match', cause, doubt: null, detail };
}

/** A judgement that observed differs from declared. */
export function drift(verdict: Drift, cause: Cause | null, detail: string): Judgement {
  return { verdict, cause, doubt: null, detail };
}

/** A judgement that nothing could be decided, with the reason. */
export function inconclusive(doubt: Doubt, detail: string, cause: Cause | null = null): Judgement {
  return { verdict: 'inconclusive', cause, doubt, detail };
}

/** The doubt of a row that rests on a probe container whose controls failed. */
export function voidedBy(who: string, detail = ''): Judgement {
  const what = `The probe ${who} did not see of ports of its own what is there: see the notes of the run.`;
  return inconclusive('control-failed', `${detail} ${what}`.trim());
}

/** The text with a full stop at its end. */
export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
