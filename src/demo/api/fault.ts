import type { ServerResponse } from 'node:http';
import type { RequestInfo, Verb } from './request-info.ts';
import { Refusal, type StatusReason } from './status.ts';

/** A fault of the API server, or of the network before it, that a situation asks for. */
export interface Fault {
  /** `status`: a Status body; `html`: what a proxy answers; `hang`: no answer; `cut`: the connection breaks. */
  kind: 'status' | 'html' | 'hang' | 'cut';
  verbs: readonly (Verb | '*')[];
  /** `pods`, `jobs.batch`, `pods/log`, or `*`. */
  resource: string;
  /** Only for `status`. */
  reason?: StatusReason;
  message?: string;
  /** Only for `cut`: lets the answer begin, and breaks the connection after so many milliseconds. */
  after?: number;
  /** Seconds, for `TooManyRequests` and `ServiceUnavailable`. */
  retryAfter?: number;
  /** How often; absent: always. */
  times?: number;
  /** Only requests for a later chunk of a list. */
  onContinue?: boolean;
}

/** Answers whether a fault holds for a request, and counts it. */
export function createFaults(faults: readonly Fault[]): (info: RequestInfo) => Fault | undefined {
  const left = new Map(faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  return (info) => {
    const id = info.subresource === '' ? info.resource.id : `${info.resource.id}/${info.subresource}`;
    const found = faults.find(
      (fault) =>
        (left.get(fault) ?? 0) > 0 &&
        (fault.verbs.includes('*') || fault.verbs.includes(info.verb)) &&
        (fault.resource === '*' || fault.resource === id) &&
        (!fault.onContinue || (info.query.get('continue') ?? '') !== ''),
    );
    if (found) left.set(found, (left.get(found) ?? 0) - 1);
    return found;
  };
}

/** Plays a fault; throws for those that end in a Status body. True when there is still an answer to give. */
export function playFault(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'status': {
      const reason = fault.reason ?? 'InternalError';
      const details = fault.retryAfter === undefined ? {} : { retryAfterSeconds: fault.retryAfter };
      throw new Refusal(
        reason,
        fault.message ?? MESSAGES[reason] ?? `an error on the server (${reason})`,
        details,
      );
    }
    case 'html':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>\n');
      return false;
    case 'hang':
      return false;
    case 'cut':
      if (fault.after === undefined) response.socket?.destroy();
      else setTimeout(() => response.socket?.destroy(), fault.after).unref();
      return fault.after !== undefined;
  }
}

const MESSAGES: Partial<Record<StatusReason, string>> = {
  TooManyRequests: 'The server has received too many requests and has asked us to try again later',
  ServiceUnavailable: 'the server is currently unable to handle the request',
  Expired: 'The provided continue parameter is too old to display a consistent list result.',
  Unauthorized: 'Unauthorized',
};
