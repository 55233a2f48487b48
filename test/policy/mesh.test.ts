import { describe, expect, it, test } from 'vitest';
import type { ConfigMap, Deployment, Pod } from '../../src/model/kubernetes.ts';
import { meshOfPod, readMeshes } from '../../src/policy/mesh.ts';
import { measuredCluster } from '../predict/measured-cluster.ts';
import { MESH, snapshot } from './objects.ts';

function istiod(
  env: Record<string, string> = {},
  change: { image?: string; labels?: object } = {},
): Deployment {
  const { image = 'example.org/pilot:1.27.3', labels = {} } = change;
  return {
    metadata: { name: 'istiod', namespace: 'istio-system', labels: { app: 'istiod', ...labels } },
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'discovery', image, env: Object.entries(env).map(([name, value]) => ({ name, value })) },
          ],
        },
      },
    },
  };
}

function config(name: string, mesh: string, labels: Record<string, string> = {}): ConfigMap {
  return { metadata: { name, namespace: 'istio-system', labels }, data: { mesh } };
}

const read = (deployments: Deployment[], ...configmaps: ConfigMap[]) =>
  readMeshes(snapshot({ deployments, configmaps }));
const one = (mesh: string, env: Record<string, string> = {}) => read([istiod(env)], config('istio', mesh))[0];

describe('readMeshes (istio-semantics 4.1, 4.2)', () => {
  it('reads a real control plane', () => {
    expect(readMeshes(measuredCluster())).toMatchObject([
      {
        namespace: 'istio-system',
        revision: 'default',
        version: null,
        rootNamespace: 'istio-system',
        trustDomain: 'cluster.local',
        autoMtls: true,
        minTls: '1.2',
        maxTls: '1.3',
        outboundTrafficPolicy: 'ALLOW_ANY',
        doubts: [],
      },
    ]);
  });

  it('finds none where there is none', () => {
    expect(readMeshes(snapshot())).toEqual([]);
  });

  test.each([
    ['rootNamespace: istio-config', { rootNamespace: 'istio-config' }],
    ['trustDomain: example.org', { trustDomain: 'example.org' }],
    ['enableAutoMtls: false', { autoMtls: false }],
    ['enableAutoMtls: true', { autoMtls: true }],
    ['meshMTLS: {minProtocolVersion: TLSV1_3}', { minTls: '1.3' }],
    ['meshMTLS: {minProtocolVersion: TLSV1_2}', { minTls: '1.2' }],
    ['tlsDefaults: {minProtocolVersion: TLSV1_3}', { minTls: '1.2' }],
    ['outboundTrafficPolicy: {mode: REGISTRY_ONLY}', { outboundTrafficPolicy: 'REGISTRY_ONLY' }],
    ['defaultServiceExportTo: ["."]', { serviceExportTo: ['.'] }],
    ['rootNamespace: 7\ntrustDomain: []', { rootNamespace: 'istio-system', trustDomain: 'cluster.local' }],
  ])('%s', (mesh, expected) => {
    expect(one(mesh)).toMatchObject({ ...expected, doubts: [] });
  });

  it.each([
    ['fips-140-2', '1.2', '1.2'],
    ['pqc', '1.3', '1.3'],
    ['', '1.2', '1.3'],
  ])('COMPLIANCE_POLICY %j: TLS %s to %s', (policy, minTls, maxTls) => {
    expect(one('{}', { COMPLIANCE_POLICY: policy })).toMatchObject({ minTls, maxTls });
  });

  it('lets the base configuration override the shared one, field by field', () => {
    const shared = config('shared', 'trustDomain: a\nenableAutoMtls: false');
    const [mesh] = read(
      [istiod({ SHARED_MESH_CONFIG: 'shared' })],
      config('istio', 'trustDomain: b'),
      shared,
    );
    expect(mesh).toMatchObject({ trustDomain: 'b', autoMtls: false, doubts: [] });
  });

  it('reads one control plane for every revision', () => {
    const found = read(
      [istiod({ REVISION: 'canary' }), istiod({ REVISION: 'default' })],
      config('istio', 'trustDomain: a'),
      config('istio-canary', 'trustDomain: b'),
    );
    expect(found.map(({ revision, trustDomain }) => [revision, trustDomain])).toEqual([
      ['canary', 'b'],
      ['default', 'a'],
    ]);
  });

  it('goes by the ConfigMaps where no istiod can be seen', () => {
    const found = read(
      [],
      config('istio', ''),
      config('istio-x', '', { 'istio.io/rev': 'y' }),
      config('other', ''),
    );
    expect(found.map(({ revision, version }) => [revision, version])).toEqual([
      ['default', null],
      ['y', null],
    ]);
  });

  test.each([
    ['rootNamespace: {', 'does not parse'],
    ['[1]', 'does not parse'],
    [
      'a: &a [x]\nb: [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
      'does not parse',
    ],
  ])('%j leaves defaults and a doubt', (mesh, doubt) => {
    const found = one(mesh);
    expect(found).toMatchObject({ rootNamespace: 'istio-system', autoMtls: true });
    expect(found?.doubts).toEqual([expect.stringContaining(doubt)]);
  });

  it('doubts what it cannot find', () => {
    expect(read([istiod()])[0]?.doubts).toEqual([expect.stringContaining('was not found')]);
    const keyless = { metadata: { name: 'istio', namespace: 'istio-system' } };
    expect(read([istiod()], keyless)[0]?.doubts).toEqual([expect.stringContaining('no key "mesh"')]);
  });

  test.each([
    ['example.org/pilot:1.27.3', {}, '1.27.3'],
    ['example.org:5000/pilot:v1.26.0-distroless', {}, '1.26.0-distroless'],
    ['example.org/pilot:1.27.3@sha256:00', {}, '1.27.3'],
    ['example.org:5000/pilot', { 'app.kubernetes.io/version': '1.25.1' }, '1.25.1'],
    ['example.org/pilot:latest', { 'operator.istio.io/version': '1.24.0' }, '1.24.0'],
    ['example.org/pilot:latest', {}, null],
    // What charts of unreleased builds say.
    ['example.org/pilot:latest', { 'app.kubernetes.io/version': '1.0.0' }, null],
  ])('version of %s, labels %j: %s', (image, labels, version) => {
    expect(read([istiod({}, { image, labels })], config('istio', ''))[0]?.version).toBe(version);
  });
});

describe('meshOfPod', () => {
  const meshes = [{ ...MESH, revision: 'canary' }, MESH, { ...MESH, revision: 'stable' }];
  const labelled = (revision: string): Pod => ({ metadata: { labels: { 'istio.io/rev': revision } } });

  test('the revision that injected the pod, else the default, else the first', () => {
    expect(meshOfPod(meshes, labelled('stable'))?.revision).toBe('stable');
    expect(meshOfPod(meshes, { metadata: { annotations: { 'istio.io/rev': 'canary' } } })?.revision).toBe(
      'canary',
    );
    expect(meshOfPod(meshes, labelled('gone'))?.revision).toBe('default');
    expect(meshOfPod(meshes, undefined)?.revision).toBe('default');
    expect(meshOfPod([{ ...MESH, revision: 'only' }], labelled('gone'))?.revision).toBe('only');
    expect(meshOfPod([], labelled('gone'))).toBeNull();
  });
});
