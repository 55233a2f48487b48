import { ADMISSION_FAILURES } from './failures/admission.ts';
import { API_FAILURES } from './failures/api.ts';
import type { Failure } from './failures/failure.ts';
import { POD_FAILURES } from './failures/pod.ts';
import { SETUP_FAILURES } from './failures/setup.ts';

/** Every failure that a user can meet, with the exit code it ends in and what to do next. One catalogue; docs/failures.md is made from it. */
export const ERRORS = {
  ...SETUP_FAILURES,
  ...API_FAILURES,
  ...ADMISSION_FAILURES,
  ...POD_FAILURES,
} as const satisfies Record<string, Failure>;

export type ErrorCode = keyof typeof ERRORS;

/** A failure with a name, a next step and an exit code. Unknown errors are never dressed up as one. */
export class VerifyError extends Error {
  readonly code: ErrorCode;
  /** What to do next; where the place of the failure knows nothing better, what the catalogue says. */
  readonly hint: string;
  readonly exitCode: 2;

  constructor(code: ErrorCode, message: string, hint: string = ERRORS[code].fix, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'VerifyError';
    this.code = code;
    this.hint = hint;
    this.exitCode = ERRORS[code].exitCode;
  }
}
