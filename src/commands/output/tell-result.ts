import type { ReportOptions, ResultFormat } from '../../report/format.ts';
import { jsonText } from '../../report/json.ts';
import { orTell } from './or-tell.ts';
import type { Output } from './output-flag.ts';
import { type TextStyle, writeOutputs } from './write-outputs.ts';

export interface Result {
  /** The document of `--output json`. */
  document: object;
  table(options: ReportOptions): string;
  exitCode: number;
}

/** Does the work of a command without probes, writes its result or its failure as asked for, and returns the exit code. */
export async function tellResult(
  { output, version, ...style }: { output: readonly Output<ResultFormat>[]; version: string } & TextStyle,
  work: () => Promise<Result>,
): Promise<number> {
  return orTell(
    { output, version },
    (format, failure) => (format === 'json' ? jsonText(failure) : null),
    async () => {
      const { document, table, exitCode } = await work();
      await writeOutputs(output, style, (format, options) =>
        format === 'json' ? jsonText(document) : table(options),
      );
      return exitCode;
    },
  );
}
