import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { VerifyError } from '../../model/errors.ts';
import type { ReportOptions } from '../../report/format.ts';
import { toAscii } from '../../util/to-ascii.ts';
import { wantsAscii } from '../wants-ascii.ts';
import { wantsColour } from '../wants-colour.ts';
import type { Output } from './output-flag.ts';

/** Columns of a table that goes into a file or a pipe. */
const WIDTH = 120;

/** How text for people is to look. */
export interface TextStyle {
  color: boolean;
  /** Nothing but ASCII, whatever the locale. */
  ascii: boolean;
}

/**
 * Writes each format to where it was asked for; `null` is written nowhere. Files are replaced as a whole or not at all. Throws a
 * `VerifyError` when one could not be written, after the others were.
 */
export async function writeOutputs<Format extends string>(
  outputs: readonly Output<Format>[],
  { color, ascii }: TextStyle,
  text: (format: Format, options: ReportOptions) => string | Promise<string> | null,
): Promise<void> {
  const written = await Promise.allSettled(
    outputs.map(async ({ format, file }) => {
      const options =
        file === null
          ? { colour: wantsColour(color), width: process.stdout.columns ?? WIDTH }
          : { colour: false, width: WIDTH };
      const content = await text(format, options);
      if (content === null) return;
      const shown = format === 'table' && wantsAscii(ascii) ? toAscii(content) : content;
      if (file === null) process.stdout.write(shown);
      else await write(file, shown);
    }),
  );
  for (const result of written) if (result.status === 'rejected') throw result.reason;
}

async function write(file: string, content: string): Promise<void> {
  try {
    // A device or a pipe (`json=/dev/fd/3`) must not be replaced by a file.
    const special = statSync(file, { throwIfNoEntry: false })?.isFile() === false;
    await (special ? writeFile(file, content) : writeFileAtomic(file, content));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new VerifyError('OUTPUT', `${file} cannot be written: ${why}`, undefined, error);
  }
}
