import { afterEach, expect, it } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import { connect } from '../../src/cluster/connect.ts';
import { list } from '../../src/cluster/list.ts';
import { pauseAfter } from '../../src/cluster/retry.ts';
import { startHttps, type TestServer } from '../support/https-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

/** Lists pods of a server whose nth answer is `answers[n]`, and the last for good. */
async function listFrom(...answers: Parameters<typeof startHttps>[0][]) {
  let asked = 0;
  const urls: string[] = [];
  server = await startHttps((request, response) => {
    urls.push(request.url ?? '');
    answers[Math.min(asked++, answers.length - 1)]?.(request, response);
  });
  const client = connect({ kubeconfig: server.kubeconfig, requestTimeout: 2000 });
  const result = await list(client, 'pods').catch((error: unknown) => error);
  client.close();
  return { result, urls };
}
const answer =
  (status: number, headers: Record<string, string> = {}): Parameters<typeof startHttps>[0] =>
  (_request, response) =>
    response.writeHead(status, headers).end('{"items":[{"metadata":{"name":"a"}}]}');
const pods = [{ metadata: { name: 'a' } }];

it.each([429, 500, 502, 503, 504])('asks again after a %i', async (status) => {
  const { result, urls } = await listFrom(answer(status), answer(200));
  expect(result).toEqual(pods);
  expect(urls).toHaveLength(2);
});

it.each([400, 401, 403, 404, 409, 422])('does not ask again after a %i', async (status) => {
  const { result, urls } = await listFrom(answer(status), answer(200));
  expect(result).toMatchObject({ status });
  expect(urls).toHaveLength(1);
});

it('asks again when the answer breaks off, or ends too early', async () => {
  const broken: Parameters<typeof startHttps>[0] = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"items":', () => response.socket?.destroy());
  };
  const half: Parameters<typeof startHttps>[0] = (_request, response) => response.end('{"items":');
  const { result, urls } = await listFrom(broken, half, answer(200));
  expect(result).toEqual(pods);
  expect(urls).toHaveLength(3);
});

it('does not wait for a server that is not there', async () => {
  const { kubeconfig, close } = await startHttps(() => {});
  await close();
  const client = connect({ kubeconfig, requestTimeout: 2000 });
  await expect(list(client, 'pods')).rejects.toMatchObject({ status: 0, reason: 'Unreachable' });
});

it('waits longer each time, as long as the server asks, and not for ever', () => {
  const busy = (retryAfter: number | null) => new ApiError('busy', 429, 'TooManyRequests', { retryAfter });
  expect([1, 2, 3, 4, 5].map((failures) => pauseAfter(busy(null), failures))).toEqual([
    250,
    500,
    1000,
    2000,
    null,
  ]);
  expect(pauseAfter(busy(3000), 1)).toBe(3000);
  expect(pauseAfter(busy(60_000), 1)).toBeNull();
});

it('reads a list anew that expired between two chunks', async () => {
  const first: Parameters<typeof startHttps>[0] = (_request, response) =>
    response.end('{"items":[{"metadata":{"name":"old"}}],"metadata":{"continue":"c"}}');
  const { result, urls } = await listFrom(first, answer(410), answer(200));
  expect(result).toEqual(pods);
  expect(urls.map((url) => new URL(url, 'https://x').search)).toEqual([
    '?limit=500',
    '?limit=500&continue=c',
    '',
  ]);
});
