import { deleteObject, dependents, FOREGROUND } from '../api/delete.ts';
import type { StoredObject } from '../api/object.ts';
import type { Resource } from '../api/resource.ts';
import type { Store, StoreEvent } from '../api/store.ts';

/** Collects what has lost its owner, as the garbage collector of the controller manager does. */
export function startGarbageCollector(store: Store): () => void {
  return store.subscribe((event) => {
    if (event.type === 'DELETED') collectDependents(store, event.object);
    if (event.type === 'ADDED' && isOrphan(store, event)) remove(store, event.resource, event.object);
    if (event.type === 'MODIFIED' && waitsForDependents(event.object)) {
      for (const { resource, object } of dependents(store, event.object)) remove(store, resource, object);
      finish(store, event.object.metadata.uid);
    }
  });
}

function collectDependents(store: Store, gone: StoredObject): void {
  for (const { resource, object } of dependents(store, gone)) {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.every((owner) => !exists(store, owner.uid))) remove(store, resource, object);
  }
  for (const owner of gone.metadata.ownerReferences ?? []) finish(store, owner.uid);
}

/** An object that was created for an owner that is gone already. */
function isOrphan(store: Store, { object }: StoreEvent): boolean {
  const owners = object.metadata.ownerReferences ?? [];
  return owners.length > 0 && owners.every((owner) => !exists(store, owner.uid));
}

/** Lets an owner go that waits (Foreground) once nothing blocks it. */
function finish(store: Store, uid: string): void {
  const found = store.all().find(({ object }) => object.metadata.uid === uid);
  if (!found || !waitsForDependents(found.object)) return;
  const blocking = dependents(store, found.object).filter(({ object }) =>
    object.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
  );
  if (blocking.length === 0) store.remove(found.resource, found.object);
}

function waitsForDependents({ metadata }: StoredObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(FOREGROUND);
}

function exists(store: Store, uid: string): boolean {
  return store.all().some(({ object }) => object.metadata.uid === uid);
}

function remove(store: Store, resource: Resource, object: StoredObject): void {
  const { namespace, name, uid } = object.metadata;
  const present = store.find(resource.id, namespace, name);
  if (present?.metadata.uid !== uid) return;
  deleteObject(store, resource, present, {}, new URLSearchParams());
}
