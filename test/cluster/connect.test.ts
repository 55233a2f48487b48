import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/cluster/connect.ts';
import { list } from '../../src/cluster/list.ts';
import { startHttps, type TestServer } from '../support/https-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

async function client(handle: Parameters<typeof startHttps>[0]) {
  server = await startHttps(handle);
  return connect({ kubeconfig: server.kubeconfig, requestTimeout: 2000 });
}

describe('connect', () => {
  it('reuses its connection and sends the credentials', async () => {
    const seen: (string | undefined)[] = [];
    const kube = await client((q, s) => {
      seen.push(q.headers.authorization);
      s.end('{"items":[]}');
    });
    for (let i = 0; i < 5; i++) await list(kube, 'pods');
    expect(seen).toEqual(Array(5).fill('Bearer secret-token'));
    expect(server?.connections()).toBe(1);
    kube.close();
  });

  it('follows chunked lists to their end', async () => {
    const kube = await client((q, s) => {
      const next = new URL(q.url ?? '', 'https://x').searchParams.get('continue');
      const body = next
        ? { items: [{ metadata: { name: 'b' } }] }
        : { items: [{ metadata: { name: 'a' } }], metadata: { continue: 'c' } };
      s.end(JSON.stringify(body));
    });
    expect((await list(kube, 'pods')).map(({ metadata }) => metadata?.name)).toEqual(['a', 'b']);
    kube.close();
  });

  it('keeps the server message of a refusal, made printable', async () => {
    const kube = await client((_q, s) => {
      s.statusCode = 403;
      s.end(JSON.stringify({ kind: 'Status', reason: 'Forbidden', message: 'pods is forbidden\u001b[2J' }));
    });
    await expect(list(kube, 'pods')).rejects.toMatchObject({
      status: 403,
      reason: 'Forbidden',
      message: 'pods is forbidden [2J',
    });
    kube.close();
  });

  it('survives an answer that is not JSON', async () => {
    const kube = await client((_q, s) => {
      s.statusCode = 502;
      s.end('<html>bad gateway</html>');
    });
    await expect(list(kube, 'pods')).rejects.toMatchObject({ status: 502 });
    kube.close();
  });

  it('does not wait for ever', async () => {
    server = await startHttps(() => {});
    const kube = connect({ kubeconfig: server.kubeconfig, requestTimeout: 100 });
    await expect(list(kube, 'pods')).rejects.toMatchObject({ status: 0 });
    kube.close();
  });

  it('reads a stream as it comes', async () => {
    const kube = await client((_q, s) => {
      s.write('one');
      setTimeout(() => s.end('two'), 20);
    });
    let text = '';
    for await (const chunk of kube.stream('/log')) text += chunk;
    expect(text).toBe('onetwo');
    kube.close();
  });

  it('says which kubeconfig or context is missing', async () => {
    const none = { requestTimeout: 100 };
    expect(() => connect({ ...none, kubeconfig: '/nowhere/config' })).toThrow(
      'no kubeconfig at /nowhere/config',
    );
    server = await startHttps(() => {});
    const wrong = { ...none, kubeconfig: server.kubeconfig, context: 'other' };
    expect(() => connect(wrong)).toThrow('the kubeconfig has no context "other"');
  });
});
