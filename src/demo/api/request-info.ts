import type { IncomingMessage } from 'node:http';
import { RESOURCES, type Resource } from './resource.ts';
import { noResource, Refusal } from './status.ts';

export const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
] as const;
export type Verb = (typeof VERBS)[number];

/** What a request to a kind asks for. */
export interface RequestInfo {
  verb: Verb;
  resource: Resource;
  version: string;
  /** Absent: the cluster, or all namespaces. */
  namespace: string | undefined;
  /** Empty for requests to the whole kind. */
  name: string;
  subresource: string;
  query: URLSearchParams;
}

/** Paths below /api and /apis that lead to a kind; null for discovery and other paths. */
export function requestInfo(
  request: IncomingMessage,
  url: URL,
  absent: readonly string[],
): RequestInfo | null {
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return null;
  const group = core ? '' : (parts[1] ?? '');
  const version = parts[core ? 1 : 2];
  let rest = parts.slice(core ? 2 : 3);
  if (version === undefined || rest.length === 0) return null;

  let namespace: string | undefined;
  // /namespaces/NAME alone is the Namespace itself, /namespaces/NAME/status its subresource.
  if (rest[0] === 'namespaces' && rest.length > 2 && !(group === '' && SUBRESOURCES.has(rest[2] ?? ''))) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural = '', name = '', subresource = '', ...more] = rest;
  const resource = RESOURCES.find((known) => known.group === group && known.plural === plural);
  if (!resource?.versions.includes(version) || isAbsent(resource, absent) || more.length > 0)
    throw noResource();
  if (namespace !== undefined && !resource.namespaced && !resource.review) throw noResource();
  if (namespace === undefined && resource.namespaced && name !== '') throw noResource();
  const query = url.searchParams;
  return {
    verb: verbOf(request.method, name, query),
    resource,
    version,
    namespace,
    name,
    subresource,
    query,
  };
}

const SUBRESOURCES = new Set(['status', 'finalize']);

/** True when a situation says that the kind or its whole group is not installed. */
export function isAbsent(resource: Resource, absent: readonly string[]): boolean {
  return absent.includes(resource.id) || (resource.group !== '' && absent.includes(resource.group));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal('BadRequest', `invalid URL escape in ${part}`);
  }
}

function verbOf(method: string | undefined, name: string, query: URLSearchParams): Verb {
  switch (method) {
    case 'GET':
      if (isTrue(query.get('watch'))) return 'watch';
      return name === '' ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      throw methodNotAllowed();
  }
}

/** 405. */
export function methodNotAllowed(): Refusal {
  return new Refusal(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** Reads a boolean of a query as Go's ParseBool does. */
export function isTrue(value: string | null): boolean {
  return (
    value === 'true' ||
    value === '1' ||
    value === 'True' ||
    value === 'TRUE' ||
    value === 't' ||
    value === 'T'
  );
}
