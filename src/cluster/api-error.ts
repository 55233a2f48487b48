import { printable } from '../util/text.ts';

/** Why a request got no answer: no connection, one that broke, one that stayed silent, or none wanted any more. */
type NoAnswer = 'Unreachable' | 'Broken' | 'Silent' | 'Aborted';

/** What Node says of a connection that was there and broke. */
const BROKEN = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_EOF_STATE'];
/** Longest message of the server that is kept, in characters. */
const MAX_MESSAGE = 1000;

/** A request that the API server refused (`status` ≥ 300) or that got no answer (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  /** `reason` of the Status body, such as `NotFound`; with status 0 a `NoAnswer`. */
  readonly reason: string;
  /** Pause that the server asks for before the next try, in milliseconds. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    status: number,
    reason: string,
    { cause, retryAfter = null }: { cause?: unknown; retryAfter?: number | null } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.status = status;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** There was no answer, or not a whole one. */
  static noAnswer(method: string, path: string, cause: Error, reason = reasonOf(cause)): ApiError {
    return new ApiError(`${method} ${path}: ${cause.message}`, 0, reason, { cause });
  }
}

function reasonOf(cause: NodeJS.ErrnoException): NoAnswer {
  if (cause.name === 'AbortError') return 'Aborted';
  return BROKEN.includes(cause.code ?? '') || cause.message === 'aborted' ? 'Broken' : 'Unreachable';
}

/** Reads the server's Status body, which may be anything, into an `ApiError`; `retryAfter` is the header of that name. */
export function apiErrorFrom(
  method: string,
  path: string,
  status: number,
  body: string,
  retryAfter?: string,
): ApiError {
  let message = body.slice(0, 300);
  let reason = '';
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      if ('message' in parsed && typeof parsed.message === 'string')
        message = parsed.message.slice(0, MAX_MESSAGE);
      if ('reason' in parsed && typeof parsed.reason === 'string') reason = parsed.reason;
    }
  } catch {
    // Proxies in front of an API server answer in HTML: the text is the best there is.
  }
  return new ApiError(printable(message) || `${method} ${path}: HTTP ${status}`, status, printable(reason), {
    retryAfter: millisecondsOf(retryAfter),
  });
}

/** Seconds, as the API server writes them; the other form of the header, a date, is not asked of it. */
function millisecondsOf(retryAfter: string | undefined): number | null {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
}
