import { randomUUID } from 'node:crypto';
import type { Fields, StoredObject } from './object.ts';
import type { RequestInfo } from './request-info.ts';
import { apiVersionOf, type Resource } from './resource.ts';
import { parseFieldSelector, parseLabelSelector } from './selector.ts';
import { Refusal } from './status.ts';
import type { Store } from './store.ts';

/** The rest of a chunked list, as it was when the first chunk was read. */
interface Rest {
  objects: StoredObject[];
  version: string;
}

/** Continue tokens that were given out and are still good. */
export type Continuations = Map<string, Rest>;

const KEPT = 200;

/** Filter for the selectors of a request. */
export function selection({
  query,
  resource,
  namespace,
  name,
}: RequestInfo): (object: StoredObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource.id);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === '' || object.metadata.name === name) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object);
}

/** Answers a list request, in chunks when it has a limit. */
export function listObjects(store: Store, info: RequestInfo, continuations: Continuations): Fields {
  const { query, resource, version } = info;
  const token = query.get('continue') ?? '';
  const limit = Number(query.get('limit') ?? 0);
  const matches = selection(info);
  let rest: Rest | undefined = {
    objects: store.list(resource.id).filter(matches),
    version: String(store.version()),
  };
  if (token !== '') {
    rest = continuations.get(token);
    continuations.delete(token);
    if (!rest) {
      throw new Refusal(
        'Expired',
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
      );
    }
  }
  const size = limit > 0 ? limit : rest.objects.length;
  const items = rest.objects.slice(0, size);
  const later = rest.objects.slice(size);
  const selective = Boolean(query.get('labelSelector')) || Boolean(query.get('fieldSelector'));
  const metadata: Fields = { resourceVersion: rest.version };
  if (later.length > 0) {
    metadata.continue = remember(continuations, { objects: later, version: rest.version });
    if (!selective) metadata.remainingItemCount = later.length;
  }
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource, version),
    metadata,
    items: items.map((object) => inVersion(resource, version, object)),
  };
}

function remember(continuations: Continuations, rest: Rest): string {
  const token = Buffer.from(randomUUID()).toString('base64url');
  continuations.set(token, rest);
  const [first] = continuations.keys();
  if (continuations.size > KEPT && first !== undefined) continuations.delete(first);
  return token;
}

/** Shows a stored object in the version of the request. */
export function inVersion(resource: Resource, version: string, object: StoredObject): StoredObject {
  return { ...object, apiVersion: apiVersionOf(resource, version), kind: resource.kind };
}
