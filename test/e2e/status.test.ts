import { expect, it } from 'vitest';
import { startCli } from './support/demo.ts';
import { serve } from './support/serve.ts';

const SHOP = ['-f', 'fixtures/situations/control-plane.yaml', '-f', 'fixtures/situations/shop/cluster.yaml'];

const status = (...args: string[]) => startCli(['status', ...args]);

it('shows what Kiali shows beside the mode in force', async () => {
  const { exitCode, stdout } = await status(...SHOP);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    'shop          Strict                  STRICT      PeerAuthentication shop/default',
  );
  expect(stdout).toContain(
    'differs: except catalog-5b8f-9qz NONE, payments-4d2a:9090 NONE, web-6d4f PERMISSIVE',
  );
});

it('gives the same as JSON', async () => {
  const { stdout } = await status('shop', ...SHOP, '-o', 'json');
  const { mesh, namespaces, workloads, checks } = JSON.parse(stdout) as Record<string, unknown[]>;
  expect(mesh?.[0]).toMatchObject({ revision: 'default', effective: 'PERMISSIVE' });
  expect(namespaces).toHaveLength(1);
  expect([workloads?.length, checks?.length]).toEqual([7, 0]);
});

it('reads all namespaces of a cluster', async () => {
  const { env } = await serve('shop');
  const { stdout } = await startCli(['status', '-o', 'json'], env);
  const { namespaces } = JSON.parse(stdout) as { namespaces: { namespace: string }[] };
  expect(namespaces.map(({ namespace }) => namespace)).toEqual([
    'default',
    'istio-system',
    'kube-system',
    'shop',
  ]);
  expect((await startCli(['status', 'shop', 'istio-system'], env)).stdout).toContain(
    'except catalog-5b8f-9qz NONE',
  );
});

it('names a namespace that is not there', async () => {
  const { exitCode, stderr } = await status('shopp', ...SHOP);
  expect([exitCode, stderr]).toEqual([
    2,
    'Error: namespace shopp does not exist\n  did you mean shop? [NAMESPACE_NOT_FOUND]',
  ]);
});
