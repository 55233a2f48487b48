import { isDeepStrictEqual } from 'node:util';
import { cause } from './cause.ts';
import { checkVersion } from './create.ts';
import { type Fields, fieldAt, isFields, type StoredObject } from './object.ts';
import { jsonPatch, mergePatch } from './patch.ts';
import type { RequestInfo } from './request-info.ts';
import { conflict, invalid, notFound, Refusal } from './status.ts';
import type { Store } from './store.ts';
import { strategicMerge } from './strategic-merge.ts';
import { decodeStrictly } from './strict.ts';
import { validate } from './validate.ts';

const PATCHES: Record<string, (target: unknown, patch: unknown) => unknown> = {
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': (target, patch) => strategicMerge(target, patch),
  'application/json-patch+json': jsonPatch,
};

/** Applies a patch of the named content type and stores the result. */
export function patchObject(
  store: Store,
  info: RequestInfo,
  type: string,
  patch: unknown,
  dryRun: boolean,
): StoredObject {
  const apply = PATCHES[type];
  if (!apply) {
    const types = Object.keys(PATCHES).join(', ');
    throw new Refusal(
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${types}`,
    );
  }
  const patched = apply(current(store, info), patch);
  if (!isFields(patched)) throw new Refusal('BadRequest', 'the patched object is not a JSON object');
  return updateObject(store, info, patched, dryRun);
}

/** Replaces an object; 409 when it was based on an older state, 422 when it changes what may not change. */
export function updateObject(store: Store, info: RequestInfo, body: Fields, dryRun: boolean): StoredObject {
  const { resource, version, name, subresource } = info;
  const before = current(store, info);
  if (body.apiVersion === before.apiVersion) body.apiVersion = undefined;
  checkVersion(resource, version, body);
  decodeStrictly(resource, version, body);
  const given = isFields(body.metadata) ? body.metadata : {};
  const { uid, resourceVersion } = before.metadata;
  if (given.name !== undefined && given.name !== name) {
    throw new Refusal(
      'BadRequest',
      `the name of the object (${String(given.name)}) does not match the name on the URL (${name})`,
    );
  }
  if (given.uid !== undefined && given.uid !== uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${String(given.uid)}, UID in object meta: ${uid}`,
    );
  }
  if (
    given.resourceVersion !== undefined &&
    given.resourceVersion !== '' &&
    given.resourceVersion !== resourceVersion
  ) {
    const why = 'the object has been modified; please apply your changes to the latest version and try again';
    throw conflict(resource, name, why);
  }
  const { creationTimestamp, deletionTimestamp, generation, namespace } = before.metadata;
  const metadata = {
    ...given,
    ...{ name, uid, resourceVersion, creationTimestamp },
    ...(namespace === undefined ? {} : { namespace }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(generation === undefined ? {} : { generation }),
  };
  const base: StoredObject = { ...body, apiVersion: before.apiVersion, kind: before.kind, metadata };
  // The main path never changes the status of these kinds, and the status path nothing else.
  const after: StoredObject =
    subresource === 'status' ? { ...before, status: base.status } : withStatusOf(resource.id, before, base);
  if (generation !== undefined && !isDeepStrictEqual(before.spec, after.spec)) {
    after.metadata = { ...after.metadata, generation: generation + 1 };
  }
  checkImmutable(resource.id, before, after, info);
  validate(resource, after);
  if (dryRun || isDeepStrictEqual(before, after)) return after;
  const stored = store.replace(resource, after);
  const gone =
    stored.metadata.deletionTimestamp !== undefined && (stored.metadata.finalizers ?? []).length === 0;
  return gone && resource.id !== 'pods' ? store.remove(resource, stored) : stored;
}

function withStatusOf(id: string, before: StoredObject, after: StoredObject): StoredObject {
  return id === 'jobs.batch' || id === 'pods' ? { ...after, status: before.status } : after;
}

function checkImmutable(
  id: string,
  before: StoredObject,
  after: StoredObject,
  { resource, name }: RequestInfo,
): void {
  const fixed = id === 'jobs.batch' ? ['selector', 'completionMode', 'template'] : [];
  // A Job that has never started may still get another template.
  const suspended =
    fieldAt(before, 'spec', 'suspend') === true && fieldAt(before, 'status', 'startTime') === undefined;
  const changed = fixed.filter(
    (field) =>
      !(field === 'template' && suspended) &&
      !isDeepStrictEqual(fieldAt(before, 'spec', field), fieldAt(after, 'spec', field)),
  );
  if (changed.length === 0) return;
  throw invalid(
    resource,
    name,
    changed.map((field) => cause(`spec.${field}`, 'FieldValueInvalid', 'Invalid value: field is immutable')),
  );
}

/** The object a request names; 404 when it is not there. */
export function current(store: Store, { resource, namespace, name }: RequestInfo): StoredObject {
  const found = store.find(resource.id, namespace, name);
  if (!found) throw notFound(resource, name);
  return found;
}
