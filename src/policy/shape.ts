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
  const found = problem(value, shape);
  return found === null ? null : path + found;
}

/** The rest of the path and what is wrong there. Most objects are well-formed and many, so nothing is made before it is needed. */
function problem(value: unknown, shape: Shape): string | null {
  if (value === undefined || value === null) return null;
  if (typeof shape === 'string') return fits(value, shape) ? null : ` that is no ${WORDS[shape]}`;
  if ('oneOf' in shape) {
    return typeof value === 'string' && shape.oneOf.includes(value) ? null : ' that is not known';
  }
  if ('list' in shape) return Array.isArray(value) ? entryProblem(value, shape.list) : ' that is no list';
  if (!isRecord(value)) return ' that is no object';
  if ('fields' in shape) return fieldProblem(value, shape.fields);
  for (const key in value) {
    if (shape.keys === 'port' && !isPortKey(key)) return ' with a key that is no port';
    const found = problem(value[key], shape.map);
    if (found !== null) return found;
  }
  return null;
}

function entryProblem(list: readonly unknown[], shape: Shape): string | null {
  for (const entry of list) {
    const found = entry === null ? ' with an empty entry' : problem(entry, shape);
    if (found !== null) return found;
  }
  return null;
}

function fieldProblem(
  value: Record<string, unknown>,
  fields: Readonly<Record<string, Shape>>,
): string | null {
  for (const key in fields) {
    const shape = fields[key];
    if (shape === undefined || !Object.hasOwn(value, key)) continue;
    const found = problem(value[key], shape);
    if (found !== null) return `.${key}${found}`;
  }
  return null;
}

function isPortKey(key: string): boolean {
  return /^[1-9]\d{0,4}$/.test(key) && Number(key) < 65_536;
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
