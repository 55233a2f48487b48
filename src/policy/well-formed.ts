import type { KubernetesObject } from '../model/kubernetes.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { ResourceKind, Snapshot } from '../model/snapshot.ts';
import { isRecord } from '../util/record.ts';
import { printable } from '../util/text.ts';
import { misfit } from './shape.ts';
import { SLICE_SHAPE, SPEC_SHAPES } from './shapes.ts';

export { isRecord };

/** An object that could not be used, and why; it is left out of every decision. */
export interface MalformedObject {
  object: ObjectReference;
  why: string;
}

/** More labels than any real object has; beyond it an object is left out. */
const MAX_LABELS = 5000;

/** Lists of objects that rules walk through, by kind and path. */
const LISTS: { [K in ResourceKind]?: readonly string[] } = {
  pods: ['spec.containers', 'spec.initContainers'],
  services: ['spec.ports'],
  endpointslices: ['endpoints', 'ports'],
  mutatingwebhookconfigurations: ['webhooks'],
  deployments: ['spec.template.spec.containers'],
};

/** Why an object cannot be used; null when it can. Checks what every rule relies on: names, lists, and maps that are maps of texts. */
export function malformation(kind: ResourceKind, object: unknown): string | null {
  if (!isRecord(object)) return 'is not an object';
  const { metadata } = object;
  if (!isRecord(metadata)) return 'has no metadata';
  if (typeof metadata['name'] !== 'string' || metadata['name'] === '') return 'has no name';
  if (metadata['namespace'] !== undefined && typeof metadata['namespace'] !== 'string')
    return 'has a namespace that is no text';
  for (const key of ['labels', 'annotations']) {
    const map = metadata[key];
    if (map === undefined) continue;
    if (!isRecord(map)) return `has ${key} that are no map`;
    const values = Object.values(map);
    if (values.length > MAX_LABELS) return `has ${values.length} ${key}`;
    if (values.some((value) => typeof value !== 'string')) return `has ${key} that are no texts`;
  }
  for (const part of ['spec', 'status', 'data']) {
    if (object[part] !== undefined && object[part] !== null && !isRecord(object[part]))
      return `has a ${part} that is no object`;
  }
  const list = LISTS[kind]?.find((path) => !isListOfRecords(at(object, path)));
  if (list !== undefined) return `has ${list} that are no list of objects`;
  const problem = misshapen(kind, object);
  return problem === null ? null : `has ${problem}`;
}

function misshapen(kind: ResourceKind, object: Record<string, unknown>): string | null {
  if (kind === 'endpointslices') return misfit(object, SLICE_SHAPE, 'fields')?.replace('fields.', '') ?? null;
  const fields = SPEC_SHAPES[kind];
  return fields ? misfit(object['spec'], { fields }, 'spec') : null;
}

/** The lists of some kinds, without the objects that cannot be used. */
export function wellFormed<K extends ResourceKind>(
  snapshot: Snapshot,
  kinds: readonly K[],
): Pick<Snapshot, K> {
  const lists = kinds.map((kind) => {
    const list: unknown[] = snapshot[kind];
    return [kind, list.filter((object) => malformation(kind, object) === null)];
  });
  return Object.fromEntries(lists) as Pick<Snapshot, K>;
}

function at(object: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (isRecord(value) ? value[key] : undefined), object);
}

/** The API writes an empty list as null or leaves it out. */
function isListOfRecords(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isRecord));
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
