import { printable } from '../util/text.ts';
import type { ErrorCode, VerifyError } from './errors.ts';

/** What takes the place of a result when there is none. */
export interface FailureDocument {
  schemaVersion: 1;
  tool: { name: 'mtls-verify'; version: string };
  /** ISO 8601. */
  failedAt: string;
  error: { code: ErrorCode; message: string; hint: string; exitCode: 2 };
}

/** The document of a failure; its texts can be printed as they are. `at`: milliseconds since 1970. */
export function failureDocument(
  { code, message, hint, exitCode }: VerifyError,
  version: string,
  at: number,
): FailureDocument {
  return {
    schemaVersion: 1,
    tool: { name: 'mtls-verify', version },
    failedAt: new Date(at).toISOString(),
    error: { code, message: printable(message), hint: printable(hint), exitCode },
  };
}
