import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { limitAnswer } from './limit-answer.ts';
import type { RequestInfo, Verb } from './request-info.ts';
import { Refusal, type StatusReason } from './status.ts';

/** A fault of the API server, or of the network before it, that a situation asks for. */
export interface Fault {
  /**
   * `status`: a Status body; `html`: what a proxy answers; `hang`: no answer; `cut`: the connection breaks; `short`: the answer ends
   * as if it were whole; `slow`: it comes late.
   */
  kind: 'status' | 'html' | 'hang' | 'cut' | 'short' | 'slow';
  verbs: readonly (Verb | '*')[];
  /** `pods`, `jobs.batch`, `pods/log`, or `*`. */
  resource: string;
  /** Only for `status`. */
  reason?: StatusReason;
  message?: string;
  /** Only for `cut` and `slow`: lets the answer begin, and breaks the connection, or answers, after so many milliseconds. */
  after?: number;
  /** Only for `cut` and `short`: lets so many bytes of the answer through. */
  bytes?: number;
  /** Only for `status`: after the request has been carried out, as when its answer is lost. */
  done?: boolean;
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

/** Plays a fault before the answer; throws for those that end in a Status body. True when there is still an answer to give. */
export async function playFault(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      if (!fault.done) throw refusalOf(fault);
      return true;
    case 'html':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>\n');
      return false;
    case 'hang':
      return false;
    case 'slow':
      await sleep(fault.after, undefined, { ref: false });
      return true;
    case 'short':
      limitAnswer(response, fault.bytes ?? 0, false);
      return true;
    case 'cut':
      if (fault.bytes !== undefined) limitAnswer(response, fault.bytes, true);
      else if (fault.after === undefined) response.socket?.destroy();
      else setTimeout(() => response.socket?.destroy(), fault.after).unref();
      return fault.bytes !== undefined || fault.after !== undefined;
  }
}

/** The Status body of a fault. */
export function refusalOf({ reason = 'InternalError', message, retryAfter }: Fault): Refusal {
  const details = retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter };
  return new Refusal(reason, message ?? MESSAGES[reason] ?? `an error on the server (${reason})`, details);
}

const MESSAGES: Partial<Record<StatusReason, string>> = {
  TooManyRequests: 'The server has received too many requests and has asked us to try again later',
  ServiceUnavailable: 'the server is currently unable to handle the request',
  Expired: 'The provided continue parameter is too old to display a consistent list result.',
  Unauthorized: 'Unauthorized',
};
