import { get as getHttp } from 'node:http';

const MAX_BODY = 2_000_000;
const TIMEOUT = 2000;

/** Body of a 200 answer of the own proxy; null when it did not answer so, took too long, said too much, or `signal` aborts. */
export function get(url: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const request = getHttp(url, { agent: false, signal }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > MAX_BODY) request.destroy();
      });
      response.on('error', () => undefined);
      response.on('end', () => resolve(response.statusCode === 200 ? body : null));
    });
    const timer = setTimeout(() => request.destroy(), TIMEOUT);
    request.on('error', () => undefined);
    // Comes last, whatever happened; after a whole answer it changes nothing.
    request.on('close', () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
