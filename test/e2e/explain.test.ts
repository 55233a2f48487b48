import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Explanation } from '../../src/explain/explanation.ts';
import { startCli } from './support/demo.ts';
import { serve } from './support/serve.ts';

const SHOP = ['-f', 'fixtures/situations/control-plane.yaml', '-f', 'fixtures/situations/shop/cluster.yaml'];

describe('mtls-verify explain on the embedded mesh', () => {
  it('puts declared, predicted and observed together for a Service, and says what to apply', async () => {
    const { env } = await serve('shop');
    const { stdout, exitCode } = await startCli(
      ['explain', 'service/orders', '-n', 'shop', '-o', 'json'],
      env,
    );
    const { probed, servers, clients, patches } = JSON.parse(String(stdout)) as Explanation;
    expect(exitCode).toBe(1);
    expect(probed).toBe(true);
    const [server] = servers;
    expect(servers).toHaveLength(1);
    expect(server?.declared.policies.map(({ object, decides }) => [object.name, decides])).toEqual([
      ['default', true],
    ]);
    expect(server?.observed?.verdict).toBe('match');
    expect(server?.observed?.dials.map(({ dial }) => dial)).toEqual(
      expect.arrayContaining(['plaintext', 'tls-mesh', 'tls-plain', 'mtls']),
    );
    expect(server?.observed?.dials[1]?.saw).toContain(
      'a client certificate is demanded (TLSv1.3; the mesh certificate of spiffe://cluster.local/ns/shop/sa/orders; TLS alert 116',
    );
    expect(clients.map(({ observed, finding }) => [observed?.verdict, finding?.code])).toEqual([
      ['broken', 'MTLS007'],
    ]);
    expect(clients[0]?.observed?.dials[0]?.saw).toContain('HTTP 503 from envoy');
    expect(patches.map(({ code, object }) => [code, object.kind, object.name])).toEqual([
      ['MTLS007', 'DestinationRule', 'orders'],
    ]);
  });

  it('dials one pod alone, and says what each dial met', async () => {
    const { env } = await serve('shop');
    const asked = ['explain', 'pod/catalog-5b8f-9qz', '-n', 'shop'];
    const { stdout, exitCode } = await startCli(asked, env);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Server side, port 8080 of 1 endpoint: catalog-5b8f-9qz (10.0.0.14:8080)');
    expect(stdout).not.toContain('catalog-5b8f-2xk');
    expect(stdout).toContain('plaintext from a pod without a sidecar: accepted and answered (HTTP 200');
    expect(stdout).toContain('MTLS001 The pod has no sidecar');
  });

  it('starts nothing with --no-probe', async () => {
    const { env } = await serve('shop');
    const { stdout, stderr, exitCode } = await startCli(
      ['explain', 'service/orders', '-n', 'shop', '--no-probe', '-o', 'json'],
      env,
    );
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
    const { probed, servers, clients } = JSON.parse(String(stdout)) as Explanation;
    expect({ probed, observed: [...servers, ...clients].map(({ observed }) => observed) }).toEqual({
      probed: false,
      observed: [null, null],
    });
  });
});

describe('mtls-verify explain on manifests', () => {
  it('gives the patch alone, to be applied', async () => {
    const { stdout } = await startCli(['explain', 'service/orders', '-n', 'shop', ...SHOP, '-o', 'patch']);
    const [document, ...others] = parseAllDocuments(String(stdout));
    expect(others).toEqual([]);
    expect(document?.toJS()).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: { host: 'orders.shop.svc.cluster.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    });
  });

  it('says what there is where there is no such thing', async () => {
    const { stderr, exitCode } = await startCli(['explain', 'svc/order', '-n', 'shop', ...SHOP]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('namespace shop has no Service order');
    expect(stderr).toContain('it has: cart, catalog, orders');
  });

  it('prints nothing but ASCII when asked to, or where the locale is not UTF-8', async () => {
    const folder = 'fixtures/situations';
    const files = ['-f', `${folder}/control-plane.yaml`, '-f', `${folder}/c06-rule-elsewhere/cluster.yaml`];
    const shown = async (env: Record<string, string>, ...flags: string[]) =>
      String((await startCli(['explain', 'service/web', '-n', 'app', ...files, ...flags], env)).stdout);
    expect(await shown({ LC_ALL: 'C.UTF-8' })).toContain('only the client’s');
    expect(await shown({ LC_ALL: 'C' })).toMatch(/^[\u0000-\u007f]+$/);
    expect(await shown({ LC_ALL: 'C.UTF-8' }, '--ascii')).toMatch(/^[\u0000-\u007f]+$/);
  });
});
