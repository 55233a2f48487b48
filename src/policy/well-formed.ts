import type { KubernetesObject } from '../model/kubernetes.ts';
import type { ObjectReference } from '../model/reference.ts';
import { printable } from '../util/text.ts';

/** An object that could not be used, and why; it is left out of every decision. */
export interface MalformedObject {
  object: ObjectReference;
  why: string;
}

/** More labels than any real object has; beyond it an object is left out. */
const MAX_LABELS = 5000;

/** Why an object cannot be used; null when it can. Checks what every rule relies on: names, and maps that are maps of texts. */
export function malformation(object: unknown): string | null {
  if (!isRecord(object)) return 'is not an object';
  const { metadata } = object;
  if (!isRecord(metadata)) return 'has no metadata';
  if (typeof metadata['name'] !== 'string' || metadata['name'] === '') return 'has no name';
  if (metadata['namespace'] !== undefined && typeof metadata['namespace'] !== 'string')
    return 'has a namespace that is no text';
  for (const key of ['labels', 'annotations']) {
    const map = metadata[key];
    if (map === undefined || map === null) continue;
    if (!isRecord(map)) return `has ${key} that are no map`;
    const values = Object.values(map);
    if (values.length > MAX_LABELS) return `has ${values.length} ${key}`;
    if (values.some((value) => typeof value !== 'string')) return `has ${key} that are no texts`;
  }
  for (const part of ['spec', 'status', 'data']) {
    if (object[part] !== undefined && object[part] !== null && !isRecord(object[part]))
      return `has a ${part} that is no object`;
  }
  return null;
}

/** Names an object that may lack anything. */
export function nameOf(kind: string, object: unknown): ObjectReference {
  const metadata = isRecord(object) && isRecord(object['metadata']) ? object['metadata'] : {};
  const text = (value: unknown) => (typeof value === 'string' ? printable(value, 253) : '');
  const namespace = text(metadata['namespace']);
  return { kind, ...(namespace ? { namespace } : {}), name: text(metadata['name']) || '(no name)' };
}

/** Names a well-formed object. */
export function referenceTo(kind: string, object: KubernetesObject): ObjectReference {
  return nameOf(kind, object);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
