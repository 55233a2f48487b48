import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type AccessRule, authenticate, authorize } from './access.ts';
import { answer } from './answer.ts';
import { discoveryDocument } from './discovery.ts';
import { createFaults, type Fault, playFault, refusalOf } from './fault.ts';
import type { Continuations } from './list.ts';
import { requestInfo } from './request-info.ts';
import { Refusal, statusOf } from './status.ts';
import type { Store } from './store.ts';

export interface HandlerOptions {
  token: string;
  /** What the token may not do; everything else is allowed. Read anew for each request. */
  forbid: readonly AccessRule[];
  faults: readonly Fault[];
  /** Groups or kinds (`peerauthentications.security.istio.io`) that are not installed. */
  absent: readonly string[];
  /** The server's clock against this machine's, in milliseconds. */
  clockAhead: number;
}

/** The request listener of the API server: authentication, routing, authorization, faults, answer. */
export function createHandler(store: Store, options: HandlerOptions): RequestListener {
  const faultFor = createFaults(options.faults);
  const continuations: Continuations = new Map();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('date', new Date(Date.now() + options.clockAhead).toUTCString());
    authenticate(request.headers.authorization, options.token);
    const url = new URL(request.url ?? '/', 'https://embedded');
    const document = discoveryDocument(url.pathname, options.absent);
    if (document !== undefined) {
      sendJson(response, 200, document);
      return;
    }
    const info = requestInfo(request, url, options.absent);
    if (!info) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
      return;
    }
    const fault = faultFor(info);
    if (fault && !(await playFault(fault, response))) return;
    authorize(options.forbid, info);
    const { forbid } = options;
    const result = await answer({ store, info, request, response, forbid, continuations });
    if (fault?.done) throw refusalOf(fault);
    if (result !== 'streamed') sendJson(response, result.status, result.body);
  }

  return (request, response) => {
    handle(request, response).catch((error: unknown) => refuse(response, error));
  };
}

function refuse(response: ServerResponse, error: unknown): void {
  const known = error instanceof Refusal ? error : new Refusal('InternalError', String(error));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const seconds = known.details?.retryAfterSeconds;
  if (typeof seconds === 'number') response.setHeader('retry-after', String(seconds));
  sendJson(response, known.code, statusOf(known));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
  });
  response.end(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
}
