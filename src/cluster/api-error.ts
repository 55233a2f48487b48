import { VerifyError } from '../model/errors.ts';
import { printable } from '../util/text.ts';

/** A request that the API server refused (`status` ≥ 300) or that got no answer (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  /** `reason` of the Status body, such as `NotFound`. */
  readonly reason: string;

  constructor(message: string, status: number, reason: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.status = status;
    this.reason = reason;
  }

  /** The connection could not be made, or broke. */
  static unreachable(method: string, path: string, cause: Error): ApiError {
    return new ApiError(`${method} ${path}: ${cause.message}`, 0, 'Unreachable', cause);
  }
}

/** Reads the server's Status body, which may be anything, into an `ApiError`. */
export function apiErrorFrom(method: string, path: string, status: number, body: string): ApiError {
  let message = body.slice(0, 300);
  let reason = '';
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      if ('message' in parsed && typeof parsed.message === 'string') message = parsed.message.slice(0, 1000);
      if ('reason' in parsed && typeof parsed.reason === 'string') reason = parsed.reason;
    }
  } catch {
    // Proxies in front of an API server answer in HTML: the text is the best there is.
  }
  return new ApiError(printable(message) || `${method} ${path}: HTTP ${status}`, status, printable(reason));
}

/** Turns a refused request into the error that a user sees; `doing` completes "cannot …". */
export function explain(error: unknown, doing: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const message = `cannot ${doing}: ${error.message}`;
  switch (error.status) {
    case 0:
      return new VerifyError(
        'CLUSTER_UNREACHABLE',
        message,
        'check the cluster address and your network, for example with kubectl version',
        error,
      );
    case 401:
      return new VerifyError(
        'UNAUTHORIZED',
        message,
        'log in to the cluster again, or choose another --context',
        error,
      );
    case 403:
      return new VerifyError(
        'FORBIDDEN',
        message,
        'ask for the role in the README section "Permissions"',
        error,
      );
    default:
      return new VerifyError('API', message, 'see the API server message above', error);
  }
}
