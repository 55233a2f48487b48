import { randomUUID } from 'node:crypto';
import type { LogBook } from './log-book.ts';
import { isFields, type Metadata, type StoredObject, timestamp } from './object.ts';
import { RESOURCES, type Resource, resourceOf } from './resource.ts';
import { alreadyExists, notFound, Refusal } from './status.ts';

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: Resource;
  object: StoredObject;
  /** The state before; absent for ADDED. */
  before?: StoredObject;
  version: number;
}

/** An admission step: may change the object that is about to be created, or throw a `Refusal`. */
export type Admission = (resource: Resource, object: StoredObject, store: Store) => StoredObject;

/** Everything the embedded cluster knows. Objects are replaced, never changed in place. */
export interface Store {
  version(): number;
  list(id: string, namespace?: string): StoredObject[];
  all(): { resource: Resource; object: StoredObject }[];
  find(id: string, namespace: string | undefined, name: string): StoredObject | undefined;
  /** Puts objects of a situation in as they are; only identity, time and version are filled in. */
  load(objects: readonly unknown[]): void;
  add(resource: Resource, object: StoredObject): StoredObject;
  replace(resource: Resource, object: StoredObject): StoredObject;
  remove(resource: Resource, object: StoredObject): StoredObject;
  /** Events after a version; undefined when they are no longer kept. */
  since(version: number): StoreEvent[] | undefined;
  subscribe(listener: (event: StoreEvent) => void): () => void;
  /** Forgets all kept events: watches from an older version then end in 410. */
  compact(): void;
  admission: Admission[];
  readonly logs: LogBook;
}

/** Events kept for watches that start from an older version. */
const KEPT = 5000;

/** The key of an object within its kind; sorts by namespace, then name. */
export function objectKey({ namespace, name }: Pick<Metadata, 'namespace' | 'name'>): string {
  return `${namespace ?? ''}/${name}`;
}

/** Makes an empty in-memory store. */
export function createStore(): Store {
  const kinds = new Map(RESOURCES.map((resource) => [resource.id, new Map<string, StoredObject>()]));
  const listeners = new Set<(event: StoreEvent) => void>();
  let events: StoreEvent[] = [];
  const pending: StoreEvent[] = [];
  let version = 1000;
  let oldest = version;

  const objectsOf = (id: string) => {
    const objects = kinds.get(id);
    if (!objects) throw new Error(`the embedded cluster has no kind ${id}`);
    return objects;
  };
  const publish = (event: StoreEvent) => {
    events.push(event);
    if (events.length > KEPT) oldest = events.splice(0, events.length - KEPT).at(-1)?.version ?? oldest;
    pending.push(event);
    // A listener may write: its event waits, so that every listener sees all events in order.
    if (pending.length > 1) return;
    for (let next = pending[0]; next; pending.shift(), next = pending[0]) {
      for (const listener of [...listeners]) listener(next);
    }
  };
  const stamped = (object: StoredObject): StoredObject => {
    version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
  };
  const current = (resource: Resource, { metadata }: StoredObject) => {
    const found = objectsOf(resource.id).get(objectKey(metadata));
    if (!found || found.metadata.uid !== metadata.uid) throw notFound(resource, metadata.name);
    return found;
  };

  const store: Store = {
    admission: [],
    logs: new Map(),
    version: () => version,
    list(id, namespace) {
      const all = [...objectsOf(id)];
      const wanted =
        namespace === undefined ? all : all.filter(([, object]) => object.metadata.namespace === namespace);
      return wanted.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    },
    all: () =>
      RESOURCES.flatMap((resource) =>
        [...objectsOf(resource.id).values()].map((object) => ({ resource, object })),
      ),
    find: (id, namespace, name) =>
      objectsOf(id).get(objectKey(namespace === undefined ? { name } : { namespace, name })),
    load(objects) {
      for (const object of objects) {
        const resource = resourceOfLoaded(object);
        store.add(resource, object as StoredObject);
      }
    },
    add(resource, object) {
      const objects = objectsOf(resource.id);
      if (objects.has(objectKey(object.metadata))) throw alreadyExists(resource, object.metadata.name);
      const { metadata } = object;
      const complete = { ...metadata, uid: metadata.uid ?? randomUUID() };
      complete.creationTimestamp ??= timestamp();
      const added = stamped({ ...object, metadata: complete });
      objects.set(objectKey(added.metadata), added);
      publish({ type: 'ADDED', resource, object: added, version });
      return added;
    },
    replace(resource, object) {
      const before = current(resource, object);
      const after = stamped(object);
      objectsOf(resource.id).set(objectKey(after.metadata), after);
      publish({ type: 'MODIFIED', resource, object: after, before, version });
      return after;
    },
    remove(resource, object) {
      const before = current(resource, object);
      const last = stamped(before);
      objectsOf(resource.id).delete(objectKey(last.metadata));
      publish({ type: 'DELETED', resource, object: last, before, version });
      return last;
    },
    since: (from) => (from < oldest ? undefined : events.filter((event) => event.version > from)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    compact() {
      events = [];
      oldest = version;
    },
  };
  return store;
}

function resourceOfLoaded(object: unknown): Resource {
  const known =
    isFields(object) && isFields(object.metadata) && typeof object.metadata.name === 'string'
      ? resourceOf(String(object.apiVersion), String(object.kind))
      : undefined;
  if (known) return known;
  const text = isFields(object) ? `${String(object.apiVersion)} ${String(object.kind)}` : String(object);
  throw new Refusal('BadRequest', `the embedded cluster cannot hold this object: ${text}`);
}
