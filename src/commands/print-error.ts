import type { VerifyError } from '../model/errors.ts';
import { printable } from '../util/text.ts';

/** Tells a failure: in JSON on stdout where JSON was asked for, in words on stderr always. */
export function printError(error: VerifyError, output: string): void {
  const { code, exitCode } = error;
  const message = printable(error.message);
  const hint = printable(error.hint);
  if (output === 'json') {
    process.stdout.write(
      `${JSON.stringify({ schemaVersion: 1, error: { code, message, hint, exitCode } }, null, 2)}\n`,
    );
  }
  process.stderr.write(`Error: ${message}\n  ${hint} [${code}]\n`);
}
