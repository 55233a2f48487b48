import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';

export interface HttpFilterOptions {
  /** Dials the upstream for one request; rejects with the text of Envoy's 503. */
  open(request: IncomingMessage): Promise<Duplex>;
  /** An AuthorizationPolicy denies the request. */
  denied?(request: IncomingMessage): boolean;
  /** A local rate limit has nothing left. */
  limited?: boolean;
  /** Headers to add to the request that is passed on. */
  add?(request: IncomingMessage): Record<string, string>;
}

const BAD_REQUEST =
  'HTTP/1.1 400 Bad Request\r\ncontent-length: 11\r\ncontent-type: text/plain\r\nserver: envoy\r\nconnection: close\r\n\r\nBad Request';
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];
/** Of the text of a 503: a circuit breaker is open. */
export const OVERFLOW = 'reset reason: overflow';
const PREFIX = 'upstream connect error or disconnect/reset before headers. ';

/** Envoy's HTTP connection manager, as a server that is handed its connections (istio-semantics 2.3, measured.md section 2). */
export function createHttpFilter(options: HttpFilterOptions): Server {
  const server = createServer((request, answer) => {
    if (request.httpVersion === '1.0') reply(answer, 426, '');
    else if (options.denied?.(request)) reply(answer, 403, 'RBAC: access denied');
    else if (options.limited) reply(answer, 429, 'local_rate_limited');
    // What Node refuses to pass on ends the connection, as a codec error would.
    else forward(options, request, answer).catch(() => answer.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(BAD_REQUEST);
    else socket.destroy();
  });
  return server;
}

async function forward(
  { open, add }: HttpFilterOptions,
  request: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  let socket: Duplex;
  try {
    socket = await open(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const more = message === OVERFLOW ? { 'x-envoy-overloaded': 'true' } : {};
    return reply(answer, 503, PREFIX + message, more);
  }
  const upstream = httpRequest({
    createConnection: () => socket,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: { ...endToEnd(request.headers), ...add?.(request) },
  });
  upstream.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, {
      ...endToEnd(response.headers),
      server: 'envoy',
      'x-envoy-upstream-service-time': '1',
    });
    response.pipe(answer);
    response.on('error', () => answer.destroy());
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    // What is not HTTP is a protocol error of the upstream; anything else is the end of its connection.
    if (error.code?.startsWith('HPE_')) reply(answer, 502, `${PREFIX}reset reason: protocol error`);
    else reply(answer, 503, `${PREFIX}reset reason: connection termination`);
  });
  answer.on('close', () => socket.destroy());
  request.pipe(upstream);
}

function reply(
  answer: ServerResponse,
  status: number,
  body: string,
  more: Record<string, string> = {},
): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  answer.writeHead(status, { server: 'envoy', 'content-type': 'text/plain', ...more });
  answer.end(body);
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}
