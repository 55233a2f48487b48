import { isRecord } from '../util/record.ts';

/** What a field must be where it is there at all: fields that are not named may be anything, for newer releases have more. */
export type Shape =
  | 'text'
  | 'flag'
  | 'number'
  | 'port'
  | 'port or name'
  | 'texts'
  | { oneOf: readonly string[] }
  | { list: Shape }
  | { map: Shape; keys?: 'port' }
  | { fields: Readonly<Record<string, Shape>> };

/** Names the first place that is not of a shape, and what it should be; null when all are. The API leaves out what is null. */
export function misfit(value: unknown, shape: Shape, path: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof shape === 'string') return fits(value, shape) ? null : `${path} that is no ${WORDS[shape]}`;
  if ('oneOf' in shape) {
    return typeof value === 'string' && shape.oneOf.includes(value) ? null : `${path} that is not known`;
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) return `${path} that is no list`;
    return first(value, (entry: unknown) =>
      entry === null ? `${path} with an empty entry` : misfit(entry, shape.list, path),
    );
  }
  if (!isRecord(value)) return `${path} that is no object`;
  if ('fields' in shape) {
    return first(Object.entries(shape.fields), ([key, inner]) =>
      Object.hasOwn(value, key) ? misfit(value[key], inner, `${path}.${key}`) : null,
    );
  }
  return first(Object.entries(value), ([key, entry]) => {
    if (shape.keys === 'port' && !/^[1-9]\d{0,4}$/.test(key)) return `${path} with a key that is no port`;
    return shape.keys === 'port' && Number(key) > 65_535
      ? `${path} with a key that is no port`
      : misfit(entry, shape.map, path);
  });
}

type Simple = Extract<Shape, string>;

const WORDS = {
  text: 'text',
  flag: 'true or false',
  number: 'number',
  port: 'port',
  'port or name': 'port',
  texts: 'list of texts',
} as const satisfies Record<Simple, string>;

function fits(value: unknown, shape: Simple): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'port':
      return isPort(value);
    case 'port or name':
      return isPort(value) || typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  }
}

/** 0 is how Istio writes a port that is not set. */
function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 65_536;
}

function first<T>(values: readonly T[], problem: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = problem(value);
    if (found !== null) return found;
  }
  return null;
}
