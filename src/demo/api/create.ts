import { randomBytes, randomUUID } from 'node:crypto';
import { withDefaults } from './defaults.ts';
import { type Fields, isFields, type Metadata, type StoredObject, timestamp } from './object.ts';
import { apiVersionOf, RESOURCES, type Resource } from './resource.ts';
import { alreadyExists, forbidden, notFound, Refusal } from './status.ts';
import type { Store } from './store.ts';
import { decodeStrictly } from './strict.ts';
import { validate } from './validate.ts';

export interface CreateTarget {
  resource: Resource;
  version: string;
  namespace: string | undefined;
  dryRun: boolean;
}

/** Takes a new object through decoding, defaults, admission and validation, and stores it unless it is a dry run. */
export function createObject(store: Store, target: CreateTarget, body: Fields): StoredObject {
  const { resource, version, namespace, dryRun } = target;
  checkVersion(resource, version, body);
  decodeStrictly(resource, version, body);
  const metadata = newMetadata(isFields(body.metadata) ? body.metadata : {}, namespace);
  let object = withDefaults(resource, {
    ...body,
    apiVersion: String(body.apiVersion),
    kind: resource.kind,
    metadata,
  });
  for (const admit of store.admission) object = admit(resource, object, store);
  validate(resource, object);
  if (namespace !== undefined) checkNamespace(store, resource, namespace, metadata.name);
  if (store.find(resource.id, namespace, metadata.name)) throw alreadyExists(resource, metadata.name);
  return dryRun ? object : store.add(resource, object);
}

/** Refuses (400) an object whose apiVersion or kind is not that of the path. */
export function checkVersion(resource: Resource, version: string, body: Fields): void {
  const expected = apiVersionOf(resource, version);
  const { apiVersion = expected, kind = resource.kind } = body;
  if (apiVersion !== expected) {
    const text = `the API version in the data (${String(apiVersion)}) does not match the expected API version (${expected})`;
    throw new Refusal('BadRequest', text);
  }
  if (kind !== resource.kind) {
    throw new Refusal(
      'BadRequest',
      `the kind in the data (${String(kind)}) does not match the expected kind (${resource.kind})`,
    );
  }
  body.apiVersion = expected;
}

function newMetadata(given: Fields, namespace: string | undefined): Metadata {
  if (given.namespace !== undefined && given.namespace !== namespace) {
    throw new Refusal(
      'BadRequest',
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (given.resourceVersion !== undefined && given.resourceVersion !== '') {
    throw new Refusal('BadRequest', 'resourceVersion should not be set on objects to be created');
  }
  const generated = typeof given.generateName === 'string' ? given.generateName + suffix() : undefined;
  return {
    ...given,
    name: typeof given.name === 'string' && given.name !== '' ? given.name : (generated ?? ''),
    ...(namespace === undefined ? {} : { namespace }),
    uid: randomUUID(),
    resourceVersion: '',
    creationTimestamp: timestamp(),
  };
}

/** Five characters as the real server adds to a generated name: no vowels, so that no word comes out. */
export function suffix(): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return [...randomBytes(5)].map((byte) => letters[byte % letters.length]).join('');
}

const NAMESPACES = { group: '', plural: 'namespaces' };

function checkNamespace(store: Store, resource: Resource, namespace: string, name: string): void {
  const found = store.find('namespaces', undefined, namespace);
  if (!found) throw notFound(NAMESPACES, namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  throw forbidden(
    resource,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  );
}

/** The table row of a kind that this program itself needs. */
export function resourceById(id: string): Resource {
  const found = RESOURCES.find((resource) => resource.id === id);
  if (!found) throw new Error(`the embedded cluster has no kind ${id}`);
  return found;
}
