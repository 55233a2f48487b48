import type { Fields } from './object.ts';
import { type Resource, resourceId } from './resource.ts';

/** Reasons of the real server's Status bodies, with their HTTP codes. */
const CODES = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
} as const;
export type StatusReason = keyof typeof CODES;

export interface StatusCause {
  reason: string;
  message: string;
  field: string;
}

/** A request that ends in a Status body. */
export class Refusal extends Error {
  readonly reason: StatusReason;
  readonly details: Fields | undefined;

  constructor(reason: StatusReason, message: string, details?: Fields) {
    super(message);
    this.name = 'Refusal';
    this.reason = reason;
    this.details = details;
  }

  get code(): number {
    return CODES[this.reason];
  }
}

/** The Status body of a refusal, as the real server writes it. */
export function statusOf(refusal: Refusal): Fields {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: refusal.message,
    reason: refusal.reason,
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
    code: refusal.code,
  };
}

/** The Status body of a deletion that succeeded. */
export function deleted(resource: Resource, name: string, uid: string): Fields {
  const details = {
    name,
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.plural,
    uid,
  };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

type Named = Pick<Resource, 'group' | 'plural'>;

function about(resource: Named, name: string): Fields {
  return { name, ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.plural };
}

/** 404 for an object that is not there. */
export function notFound(resource: Named, name: string): Refusal {
  return new Refusal(
    'NotFound',
    `${resourceId(resource.group, resource.plural)} "${name}" not found`,
    about(resource, name),
  );
}

/** 404 for a kind that is not installed, or a path that leads to nothing. */
export function noResource(): Refusal {
  return new Refusal('NotFound', 'the server could not find the requested resource', {});
}

/** 409 for a name that is taken. */
export function alreadyExists(resource: Named, name: string): Refusal {
  const id = resourceId(resource.group, resource.plural);
  return new Refusal('AlreadyExists', `${id} "${name}" already exists`, about(resource, name));
}

/** 409 for a write that was based on an older state, or whose precondition fails. */
export function conflict(resource: Named, name: string, why: string): Refusal {
  const id = resourceId(resource.group, resource.plural);
  return new Refusal(
    'Conflict',
    `Operation cannot be fulfilled on ${id} "${name}": ${why}`,
    about(resource, name),
  );
}

/** 403 with the real server's sentence. */
export function forbidden(resource: Named, name: string, why: string): Refusal {
  const id = resourceId(resource.group, resource.plural);
  return new Refusal(
    'Forbidden',
    `${id}${name === '' ? '' : ` "${name}"`} is forbidden: ${why}`,
    about(resource, name),
  );
}

/** 422 with every field that is wrong. */
export function invalid(resource: Resource, name: string, causes: StatusCause[]): Refusal {
  const list = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const text = list.length === 1 ? list[0] : `[${list.join(', ')}]`;
  const id = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  return new Refusal('Invalid', `${id} "${name}" is invalid: ${text}`, {
    name,
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.kind,
    causes,
  });
}
