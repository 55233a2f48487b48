import { get as getHttp } from 'node:http';

const MAX_BODY = 2_000_000;
const TIMEOUT = 2000;

/** Body of a 200 answer of the own proxy; null when it did not answer so, took too long or said too much. */
export function get(url: string): Promise<string | null> {
  return new Promise((resolve) => {
    const request = getHttp(url, { agent: false, signal: AbortSignal.timeout(TIMEOUT) }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length <= MAX_BODY) return;
        request.destroy();
        resolve(null);
      });
      response.on('error', () => resolve(null));
      response.on('end', () => resolve(response.statusCode === 200 ? body : null));
    });
    request.on('error', () => resolve(null));
  });
}
