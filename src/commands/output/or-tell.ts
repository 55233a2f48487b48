import { VerifyError } from '../../model/errors.ts';
import { type FailureDocument, failureDocument } from '../../model/failure-document.ts';
import { printable } from '../../util/text.ts';
import { toAscii } from '../../util/to-ascii.ts';
import { wantsAscii } from '../wants-ascii.ts';
import type { Output } from './output-flag.ts';
import { writeOutputs } from './write-outputs.ts';

/**
 * Does the work of a command. A `VerifyError` gives the exit code, and is told in words on stderr and in each format that was asked
 * for and can tell one.
 */
export async function orTell<Format extends string>(
  { output, version }: { output: readonly Output<Format>[]; version: string },
  text: (format: Format, failure: FailureDocument) => string | Promise<string> | null,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    say(error);
    // What could not be written a moment ago is not tried again.
    if (error.code !== 'OUTPUT') await write(failureDocument(error, version, Date.now()), output, text);
    return error.exitCode;
  }
}

async function write<Format extends string>(
  failure: FailureDocument,
  outputs: readonly Output<Format>[],
  text: (format: Format, failure: FailureDocument) => string | Promise<string> | null,
): Promise<void> {
  try {
    await writeOutputs(outputs, { color: false, ascii: false }, (format) => text(format, failure));
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    say(error);
  }
}

function say(failed: VerifyError): void {
  const { code, message, hint } = failed;
  const text = `Error: ${printable(message)}\n  ${printable(hint)} [${code}]\n`;
  process.stderr.write(wantsAscii(false) ? toAscii(text) : text);
}
