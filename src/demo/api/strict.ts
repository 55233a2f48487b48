import { type Fields, isFields } from './object.ts';
import type { Resource } from './resource.ts';
import { SHAPES } from './schema/kinds.ts';
import { META } from './schema/meta.ts';
import type { Shape } from './schema/shape.ts';
import { Refusal } from './status.ts';

const QUANTITY = /^[+-]?(\d+|\d+\.\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/**
 * Refuses an object with an unknown, misspelt or wrongly typed field, as the real server does with fieldValidation=Strict.
 * The embedded server is always strict: our own manifests must never depend on a field being dropped.
 */
export function decodeStrictly(resource: Resource, version: string, body: Fields): void {
  const known = SHAPES[resource.id];
  const shape: Shape = known?.shape ?? { fields: { metadata: META } };
  const problems: string[] = [];
  check(body, shape, '', problems, known === undefined);
  if (problems.length === 0) return;
  const prefix = `${resource.kind} in version "${version}" cannot be handled as a ${resource.kind}: `;
  const mismatch = problems.find((problem) => problem.startsWith('json:'));
  throw new Refusal('BadRequest', prefix + (mismatch ?? `strict decoding error: ${problems.join(', ')}`));
}

function check(value: unknown, shape: Shape, path: string, problems: string[], open = false): void {
  if (value === undefined || value === null || shape === 'any') return;
  if (typeof shape === 'string') {
    if (!isScalar(value, shape)) problems.push(mismatch(value, path, GO_TYPES[shape]));
    return;
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) problems.push(mismatch(value, path, 'slice'));
    else for (const [index, item] of value.entries()) check(item, shape[0], `${path}[${index}]`, problems);
    return;
  }
  if (!isFields(value)) {
    problems.push(mismatch(value, path, 'struct'));
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const below = path === '' ? key : `${path}.${key}`;
    if ('map' in shape) check(item, shape.map, below, problems);
    else if (Object.hasOwn(shape.fields, key)) check(item, shape.fields[key] ?? 'any', below, problems);
    else if (!open) problems.push(`unknown field "${below}"`);
  }
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

type Scalar = Extract<Shape, string>;

const GO_TYPES: Record<Scalar, string> = {
  string: 'string',
  int: 'int32',
  boolean: 'bool',
  quantity: 'resource.Quantity',
  'int-or-string': 'intstr.IntOrString',
  any: 'any',
};

function isScalar(value: unknown, shape: Scalar): boolean {
  switch (shape) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'quantity':
      return typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
    case 'int-or-string':
      return Number.isInteger(value) || typeof value === 'string';
    case 'any':
      return true;
  }
}

function mismatch(value: unknown, path: string, goType: string): string {
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${found} into Go struct field .${path} of type ${goType}`;
}
