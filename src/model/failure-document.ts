import { printable } from '../util/text.ts';
import type { ErrorCode, VerifyError } from './errors.ts';

/** What takes the place of a result when there is none. */
export interface FailureDocument {
  schemaVersion: 1;
  error: { code: ErrorCode; message: string; hint: string; exitCode: 2 };
}

/** The document of a failure; its texts can be printed as they are. */
export function failureDocument({ code, message, hint, exitCode }: VerifyError): FailureDocument {
  return {
    schemaVersion: 1,
    error: { code, message: printable(message), hint: printable(hint), exitCode },
  };
}
