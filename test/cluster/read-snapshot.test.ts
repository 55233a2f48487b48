import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import { readSnapshot } from '../../src/cluster/read-snapshot.ts';
import { fakeClient } from '../support/fake-client.ts';

const scope = { namespace: 'shop', from: ['probes'] };

function clientWith(answers: Record<string, object[] | ApiError>) {
  return fakeClient({
    answer({ path }) {
      const found = answers[path] ?? [];
      if (found instanceof ApiError) throw found;
      return { items: found };
    },
  });
}

describe('readSnapshot', () => {
  it('reads pods of the two namespaces only and policies of all', async () => {
    const client = clientWith({});
    await readSnapshot(client, scope);
    const paths = client.calls.map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith('/pods'))).toEqual([
      '/api/v1/namespaces/shop/pods',
      '/api/v1/namespaces/probes/pods',
    ]);
    expect(paths).toContain('/apis/security.istio.io/v1beta1/peerauthentications');
    expect(paths.some((path) => path.includes('secrets'))).toBe(false);
    expect(client.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('reads the mesh configuration where istiod is', async () => {
    const client = clientWith({
      '/apis/apps/v1/deployments': [{ metadata: { name: 'istiod', namespace: 'mesh-control' } }],
      '/api/v1/namespaces/mesh-control/configmaps': [{ metadata: { name: 'istio' } }],
      '/api/v1/namespaces/probes/configmaps': [{ metadata: { name: 'istio-ca-root-cert' } }],
    });
    const { configmaps } = await readSnapshot(client, scope);
    expect(configmaps.map(({ metadata }) => metadata?.name)).toEqual(['istio', 'istio-ca-root-cert']);
  });

  it('notes what is missing or forbidden and goes on', async () => {
    const client = clientWith({
      '/apis/networking.istio.io/v1beta1/sidecars': new ApiError('not found', 404, 'NotFound'),
      '/api/v1/namespaces': new ApiError('forbidden', 403, 'Forbidden'),
    });
    const { notes } = await readSnapshot(client, scope);
    expect(notes).toEqual([
      { resource: 'namespaces', problem: 'forbidden' },
      { resource: 'sidecars', problem: 'absent' },
    ]);
  });

  it('lists the objects of operators only where their groups are served', async () => {
    const client = fakeClient({
      answer: ({ path }) =>
        path === '/apis' ? { groups: [{ name: 'apps' }, { name: 'sailoperator.io' }] } : { items: [] },
    });
    const { notes } = await readSnapshot(client, scope);
    const paths = client.calls.map(({ path }) => path);
    expect(paths).toContain('/apis/sailoperator.io/v1/istiorevisions');
    expect(paths.filter((path) => path.startsWith('/apis/maistra.io'))).toEqual([]);
    expect(notes).toEqual([
      { resource: 'kubernetesgateways', problem: 'absent' },
      { resource: 'servicemeshcontrolplanes', problem: 'absent' },
      { resource: 'servicemeshmemberrolls', problem: 'absent' },
    ]);
  });

  it('lists them all where the server does not tell its groups', async () => {
    const client = clientWith({ '/apis': new ApiError('forbidden', 403, 'Forbidden') });
    expect((await readSnapshot(client, scope)).notes).toEqual([]);
    expect(client.calls.map(({ path }) => path)).toContain('/apis/maistra.io/v1/servicemeshmemberrolls');
  });

  it('falls back to single namespaces when a cluster-wide list is forbidden', async () => {
    const client = clientWith({
      '/apis/security.istio.io/v1beta1/peerauthentications': new ApiError('forbidden', 403, 'Forbidden'),
      '/apis/security.istio.io/v1beta1/namespaces/shop/peerauthentications': [
        { metadata: { name: 'default' } },
      ],
    });
    const snapshot = await readSnapshot(client, scope);
    expect(snapshot.peerauthentications.map(({ metadata }) => metadata?.name)).toEqual(['default']);
    expect(snapshot.notes).toEqual([{ resource: 'peerauthentications', problem: 'forbidden' }]);
  });

  it('names the single namespaces that are refused too', async () => {
    const refused = new ApiError('forbidden', 403, 'Forbidden');
    const root = '/apis/security.istio.io/v1beta1';
    const client = clientWith({
      [`${root}/peerauthentications`]: refused,
      [`${root}/namespaces/shop/peerauthentications`]: refused,
    });
    expect((await readSnapshot(client, scope)).notes).toEqual([
      { resource: 'peerauthentications', problem: 'forbidden' },
      { resource: 'peerauthentications', problem: 'forbidden', namespace: 'shop' },
    ]);
  });

  it('ends when the cluster cannot be reached', async () => {
    const client = clientWith({ '/api/v1/namespaces/shop/pods': new ApiError('no route', 0, 'Unreachable') });
    await expect(readSnapshot(client, scope)).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      exitCode: 2,
    });
  });
});
