import { isDeepStrictEqual } from 'node:util';
import { type Fields, isFields } from './object.ts';
import { Refusal } from './status.ts';

/** JSON merge patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Fields = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

/** JSON patch (RFC 6902); 422 when an operation cannot be applied. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw new Refusal('BadRequest', 'the body of a JSON patch is a list of operations');
  let result = structuredClone(target);
  for (const operation of patch as unknown[]) {
    if (!isOperation(operation))
      throw new Refusal('BadRequest', 'an operation of a JSON patch has op and path');
    result = apply(result, operation);
  }
  return result;
}

function isOperation(value: unknown): value is Operation {
  return isFields(value) && typeof value.op === 'string' && typeof value.path === 'string';
}

function apply(root: unknown, operation: Operation): unknown {
  const { op, path, from = '', value } = operation;
  switch (op) {
    case 'add':
      return write(root, path, structuredClone(value), true);
    case 'replace':
      read(root, path);
      return write(root, path, structuredClone(value), false);
    case 'remove':
      return remove(root, path);
    case 'copy':
      return write(root, path, structuredClone(read(root, from)), true);
    case 'move': {
      const moved = read(root, from);
      return write(remove(root, from), path, moved, true);
    }
    case 'test':
      if (isDeepStrictEqual(read(root, path), value)) return root;
      throw unprocessable(`testing path ${path} value failed`);
    default:
      throw unprocessable(`unexpected kind: ${op}`);
  }
}

function steps(pointer: string): string[] {
  if (pointer !== '' && !pointer.startsWith('/')) throw unprocessable(`invalid JSON pointer ${pointer}`);
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(root: unknown, pointer: string): unknown {
  let at = root;
  for (const step of steps(pointer)) {
    if (Array.isArray(at) && Number(step) in at) at = at[Number(step)];
    else if (isFields(at) && Object.hasOwn(at, step)) at = at[step];
    else throw unprocessable(`missing path: ${pointer}`);
  }
  return at;
}

function write(root: unknown, pointer: string, value: unknown, insert: boolean): unknown {
  const last = steps(pointer).at(-1);
  if (last === undefined) return value;
  const parent = read(root, pointer.slice(0, pointer.lastIndexOf('/')));
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > parent.length)
      throw unprocessable(`invalid index ${pointer}`);
    parent.splice(index, insert ? 0 : 1, value);
  } else if (isFields(parent)) parent[last] = value;
  else throw unprocessable(`missing path: ${pointer}`);
  return root;
}

function remove(root: unknown, pointer: string): unknown {
  read(root, pointer);
  const last = steps(pointer).at(-1) ?? '';
  const parent = read(root, pointer.slice(0, pointer.lastIndexOf('/')));
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isFields(parent)) delete parent[last];
  return root;
}

function unprocessable(message: string): Refusal {
  return new Refusal('Invalid', `the server rejected our request due to an error in our request: ${message}`);
}
