import { isRecord } from '../util/record.ts';

/** Says whether a value that came from outside is what it should be. */
export type Check = (value: unknown) => boolean;

/** A boolean. */
export const flag: Check = (value) => typeof value === 'boolean';

/** A whole number that is not negative. */
export const number: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

/** A text of at most so many characters, all of them printable ASCII: the prober sends no others. */
export function text(max: number): Check {
  return (value) => typeof value === 'string' && value.length <= max && /^[\x20-\x7e]*$/.test(value);
}

/** One of the values. */
export function oneOf(values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

/** Null, or what the check asks for. */
export function nullable(check: Check): Check {
  return (value) => value === null || check(value);
}

/** Absent, or what the check asks for. */
export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** A list of at most so many items that all pass the check. */
export function listOf(check: Check, max: number): Check {
  return (value) => Array.isArray(value) && value.length <= max && value.every(check);
}

/** An object with these fields and no others. */
export function hasShape(shape: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isRecord(value) &&
    Object.keys(value).every((key) => Object.hasOwn(shape, key)) &&
    Object.entries(shape).every(([key, check]) => check(value[key]));
}
