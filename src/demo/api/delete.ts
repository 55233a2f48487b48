import { type Fields, fieldAt, type StoredObject, timestamp } from './object.ts';
import type { Resource } from './resource.ts';
import { conflict, Refusal } from './status.ts';
import type { Store } from './store.ts';

/** The finalizer of an owner that waits for its dependents. */
export const FOREGROUND = 'foregroundDeletion';
const POLICIES = ['Background', 'Foreground', 'Orphan'];

/** Deletes an object as its options say; the garbage collector of the kubelet stand-in does the dependents. */
export function deleteObject(
  store: Store,
  resource: Resource,
  object: StoredObject,
  options: Fields,
  query: URLSearchParams,
) {
  const { name, uid, resourceVersion } = object.metadata;
  const wanted = fieldAt(options, 'preconditions', 'uid');
  if (wanted !== undefined && wanted !== uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${String(wanted)}, UID in object meta: ${uid}`,
    );
  }
  const version = fieldAt(options, 'preconditions', 'resourceVersion');
  if (version !== undefined && version !== resourceVersion) {
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${String(version)}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
  const policy = String(query.get('propagationPolicy') ?? options.propagationPolicy ?? 'Background');
  if (!POLICIES.includes(policy)) {
    throw new Refusal(
      'Invalid',
      `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "${policy}"`,
    );
  }
  const grace = Number(query.get('gracePeriodSeconds') ?? options.gracePeriodSeconds ?? Number.NaN);
  const dryRun =
    query.getAll('dryRun').includes('All') ||
    (Array.isArray(options.dryRun) && options.dryRun.includes('All'));
  if (dryRun) return object;
  if (policy === 'Orphan') orphan(store, object);
  return terminate(store, resource, object, policy, grace);
}

/** Removes at once, or marks as terminating what a finalizer or the kubelet has to let go first. */
function terminate(
  store: Store,
  resource: Resource,
  object: StoredObject,
  policy: string,
  grace: number,
): StoredObject {
  const { metadata } = object;
  const finalizers = new Set(metadata.finalizers);
  if (policy === 'Foreground') finalizers.add(FOREGROUND);
  // A pod on a node is removed by its kubelet after the grace period; others at once.
  const onNode = resource.id === 'pods' && typeof fieldAt(object, 'spec', 'nodeName') === 'string';
  const seconds = Number.isNaN(grace)
    ? Number(fieldAt(object, 'spec', 'terminationGracePeriodSeconds') ?? 30)
    : grace;
  if (finalizers.size === 0 && !(onNode && seconds > 0)) return store.remove(resource, object);
  if (metadata.deletionTimestamp !== undefined) return object;
  return store.replace(resource, {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.size === 0 ? {} : { finalizers: [...finalizers] }),
      deletionTimestamp: timestamp(new Date(Date.now() + (onNode ? seconds * 1000 : 0))),
      deletionGracePeriodSeconds: onNode ? seconds : 0,
    },
  });
}

function orphan(store: Store, owner: StoredObject): void {
  for (const { resource, object } of dependents(store, owner)) {
    const kept = (object.metadata.ownerReferences ?? []).filter(
      (reference) => reference.uid !== owner.metadata.uid,
    );
    store.replace(resource, { ...object, metadata: { ...object.metadata, ownerReferences: kept } });
  }
}

/** Every object that names another as its owner. */
export function dependents(
  store: Store,
  owner: StoredObject,
): { resource: Resource; object: StoredObject }[] {
  return store
    .all()
    .filter(({ object }) =>
      object.metadata.ownerReferences?.some((reference) => reference.uid === owner.metadata.uid),
    );
}
