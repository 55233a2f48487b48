import { Errors, Flags } from '@oclif/core';

const UNITS: Record<string, number> = { s: 1000, m: 60_000 };
const MIN = 5000;
const MAX = 30 * 60_000;

/** Milliseconds of a duration such as `90s`, `2m` or `45` (seconds); a usage error outside 5 s to 30 min. */
export function parseDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})(s|m)?$/.exec(text.trim()) ?? [];
  const value = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (!(value >= MIN && value <= MAX)) {
    throw new Errors.CLIError(`"${text}" is no duration from 5s to 30m; write it like 90s or 2m`, {
      exit: 2,
    });
  }
  return value;
}

/** A flag that takes a duration and gives milliseconds. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'DURATION',
  defaultHelp: async ({ options }) =>
    options.default === undefined ? '' : `${Number(options.default) / 1000}s`,
  parse: async (text) => parseDuration(text),
});
