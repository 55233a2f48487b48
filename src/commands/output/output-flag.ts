import { Errors, Flags } from '@oclif/core';

/** One value of `--output`: a format, and where it goes. */
export interface Output<Format extends string> {
  format: Format;
  /** Null: stdout. */
  file: string | null;
}

/** Reads `json` or `json=run.json`; a usage error when there is no such format. */
export function parseOutput<Format extends string>(text: string, formats: readonly Format[]): Output<Format> {
  const [, name, file = null] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    throw new Errors.CLIError(`--output ${text}: the formats are ${formats.join(', ')}`, { exit: 2 });
  }
  if (file === '') throw new Errors.CLIError(`--output ${text} names no file`, { exit: 2 });
  return { format, file };
}

/** `--output`: several formats at once, each to stdout or to a file. The first format is the default. */
export function outputFlag<Format extends string>(formats: readonly [Format, ...Format[]]) {
  return Flags.custom<Output<Format>>({
    char: 'o',
    helpValue: 'FORMAT[=FILE]',
    description: `format of the result: ${formats.join(', ')}; into a file with =FILE; may be repeated`,
    parse: async (text) => parseOutput(text, formats),
  })({
    multiple: true,
    // `-o json shop` must leave shop to the arguments.
    multipleNonGreedy: true,
    default: [{ format: formats[0], file: null }],
    defaultHelp: async () => formats[0],
  });
}
