import http from 'node:http';
import https from 'node:https';
import { ApiError, apiErrorFrom } from './api-error.ts';
import { withRetries } from './retry.ts';

export interface Credentials {
  headers: http.OutgoingHttpHeaders;
  auth: string | null;
  agent: https.Agent | http.Agent;
}

export interface RequestOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal | undefined;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Requests to one API server over kept connections. Failures are `ApiError`s. */
export interface KubeClient {
  readonly server: string;
  /** Tried again when it fails for a reason that passes: what is asked must come to the same when it is asked twice. */
  request<T>(method: Method, path: string, options?: RequestOptions): Promise<T>;
  /** Text of a long answer (watch, log) as it comes. Ends when the server ends it; throws when the connection breaks. */
  stream(path: string, options?: RequestOptions): AsyncGenerator<string>;
  /** The server's clock against this machine's at the last answer, in milliseconds, to a second; 0 before the first. */
  clockAhead(): number;
  close(): void;
}

interface ClientSettings {
  server: string;
  requestTimeout: number;
  credentials(): Promise<Credentials>;
}

/** Longest silence within a stream, in milliseconds: the other end may be gone without a word. */
const STREAM_TIMEOUT = 60_000;
/** One answer of the API server is never taken beyond this size, in bytes. */
const MAX_BODY = 512 * 1024 * 1024;

/**
 * Makes a client. The library's own calls are not used for transport: they open a connection per request, turn a failed
 * log into a bare 500 and never time a watch out.
 */
export function createClient(settings: ClientSettings): KubeClient {
  const base = new URL(settings.server);
  let agent: Credentials['agent'] | undefined;
  let answered = false;
  let clockAhead = 0;

  async function open(
    method: Method,
    path: string,
    options: RequestOptions,
    timeout: number,
  ): Promise<Opened> {
    const { headers, auth, agent: shared } = await settings.credentials();
    agent = shared;
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base);
    for (const [key, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const { request } = base.protocol === 'http:' ? http : https;
    let silent = false;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        if (silent)
          return ApiError.noAnswer(method, path, new Error(`no answer in ${timeout / 1000} s`), 'Silent');
        // A server that was there a moment ago restarts.
        const restarts = answered && isRefusal(error);
        return ApiError.noAnswer(method, path, asError(error), restarts ? 'Broken' : undefined);
      };
      const sent = request(
        url,
        {
          method,
          agent: shared,
          ...(auth === null ? {} : { auth }),
          ...(options.signal ? { signal: options.signal } : {}),
          headers: {
            accept: 'application/json',
            'user-agent': 'mtls-verify',
            ...headers,
            ...(body === undefined
              ? {}
              : {
                  'content-type': options.contentType ?? 'application/json',
                  'content-length': Buffer.byteLength(body),
                }),
          },
        },
        (answer) => {
          answered = true;
          const time = Date.parse(answer.headers.date ?? '');
          if (!Number.isNaN(time)) clockAhead = time - Date.now();
          resolve({ answer, fail });
        },
      );
      sent.on('error', (error) => reject(fail(error)));
      sent.setTimeout(timeout, () => {
        silent = true;
        sent.destroy();
      });
      sent.end(body);
    });
  }

  async function once<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
    const opened = await open(method, path, options, settings.requestTimeout);
    const text = await readAll(opened);
    throwIfRefused(opened.answer, method, path, text);
    try {
      return JSON.parse(text) as T;
    } catch (error) {
      // Half a document: a proxy ended the answer as if it were whole.
      throw ApiError.noAnswer(method, path, asError(error), 'Broken');
    }
  }

  return {
    server: settings.server,
    request: (method, path, options = {}) => withRetries(() => once(method, path, options), options.signal),
    async *stream(path, options = {}) {
      const opened = await open('GET', path, options, STREAM_TIMEOUT);
      const { answer, fail } = opened;
      if (isRefused(answer)) throwIfRefused(answer, 'GET', path, await readAll(opened));
      answer.setEncoding('utf8');
      try {
        for await (const chunk of answer) yield String(chunk);
      } catch (error) {
        if (options.signal?.aborted) return;
        throw fail(error);
      }
    },
    clockAhead: () => clockAhead,
    close() {
      agent?.destroy();
    },
  };
}

interface Opened {
  answer: http.IncomingMessage;
  /** What a failure of the rest of the answer comes to. */
  fail(error: unknown): ApiError;
}

const isRefused = ({ statusCode = 0 }: http.IncomingMessage) => statusCode >= 300;

function throwIfRefused(answer: http.IncomingMessage, method: string, path: string, text: string): void {
  if (!isRefused(answer)) return;
  throw apiErrorFrom(method, path, answer.statusCode ?? 0, text, answer.headers['retry-after']);
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function readAll({ answer, fail }: Opened): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_BODY) throw new Error(`answer larger than ${MAX_BODY} bytes`);
      chunks.push(bytes);
    }
  } catch (error) {
    throw fail(error);
  }
  return Buffer.concat(chunks).toString('utf8');
}
