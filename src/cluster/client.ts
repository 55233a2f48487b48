import http from 'node:http';
import https from 'node:https';
import { ApiError, apiErrorFrom } from './api-error.ts';

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
  request<T>(method: Method, path: string, options?: RequestOptions): Promise<T>;
  /** Text of a long answer (watch, log) as it comes. Ends when the server ends it; throws when the connection breaks. */
  stream(path: string, options?: RequestOptions): AsyncGenerator<string>;
  close(): void;
}

interface ClientSettings {
  server: string;
  requestTimeout: number;
  credentials(): Promise<Credentials>;
}

/** One answer of the API server is never taken beyond this size, in bytes. */
const MAX_BODY = 512 * 1024 * 1024;

/**
 * Makes a client. The library's own calls are not used for transport: they open a connection per request, turn a failed
 * log into a bare 500 and never time a watch out.
 */
export function createClient(settings: ClientSettings): KubeClient {
  const base = new URL(settings.server);
  let agent: Credentials['agent'] | undefined;

  async function open(method: Method, path: string, options: RequestOptions, timeout: number | undefined) {
    const { headers, auth, agent: shared } = await settings.credentials();
    agent = shared;
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base);
    for (const [key, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const { request } = base.protocol === 'http:' ? http : https;
    return new Promise<http.IncomingMessage>((resolve, reject) => {
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
        resolve,
      );
      sent.on('error', (error) => reject(ApiError.unreachable(method, path, error)));
      if (timeout !== undefined) {
        sent.setTimeout(timeout, () => sent.destroy(new Error(`no answer in ${timeout / 1000} s`)));
      }
      sent.end(body);
    });
  }

  return {
    server: settings.server,
    async request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
      const answer = await open(method, path, options, settings.requestTimeout);
      const text = await readAll(answer, method, path);
      if ((answer.statusCode ?? 0) >= 300) throw apiErrorFrom(method, path, answer.statusCode ?? 0, text);
      try {
        return JSON.parse(text) as T;
      } catch (error) {
        throw ApiError.unreachable(method, path, error instanceof Error ? error : new Error(String(error)));
      }
    },
    async *stream(path, options = {}) {
      const answer = await open('GET', path, options, undefined);
      if ((answer.statusCode ?? 0) >= 300) {
        throw apiErrorFrom('GET', path, answer.statusCode ?? 0, await readAll(answer, 'GET', path));
      }
      answer.setEncoding('utf8');
      try {
        for await (const chunk of answer) yield String(chunk);
      } catch (error) {
        if (options.signal?.aborted) return;
        throw ApiError.unreachable('GET', path, error instanceof Error ? error : new Error(String(error)));
      }
    },
    close() {
      agent?.destroy();
    },
  };
}

async function readAll(answer: http.IncomingMessage, method: string, path: string): Promise<string> {
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
    throw ApiError.unreachable(method, path, error instanceof Error ? error : new Error(String(error)));
  }
  return Buffer.concat(chunks).toString('utf8');
}
