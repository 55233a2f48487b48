/** The shape that every stored object has; the rest of its fields are kept as they came. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface Metadata {
  name: string;
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** Stored objects are never changed in place: every write stores a new one. */
export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  [field: string]: unknown;
}

export type Fields = Record<string, unknown>;

/** True for a JSON object, not for a list or null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a nested field; undefined when any step is missing or of another type. */
export function fieldAt(value: unknown, ...path: string[]): unknown {
  let at = value;
  for (const step of path) {
    if (!isFields(at)) return undefined;
    at = at[step];
  }
  return at;
}

/** Kubernetes' time format: RFC 3339 with a resolution of a second. */
export function timestamp(at: Date = new Date()): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
