import { describe, expect, it, test } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import { meshOfPod, readMeshes } from '../../src/policy/mesh.ts';
import { measuredCluster } from '../predict/measured-cluster.ts';
import { config, istiod, one, read } from './mesh/control-plane.ts';
import { MESH, snapshot } from './objects.ts';

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
        doubts: [expect.stringContaining('the version of istiod cannot be told')],
        sources: [{ kind: 'ConfigMap', namespace: 'istio-system', name: 'istio' }],
      },
    ]);
    expect(readMeshes(measuredCluster())[0]).not.toHaveProperty('readsAllRevisions');
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
    ['protocolDetectionTimeout: 5s', { stopsDetecting: true }],
    ['protocolDetectionTimeout: 0s', {}],
    ['defaultServiceExportTo: ["."]', { serviceExportTo: ['.'] }],
    ['trustDomainAliases: [b.org, a.org, b.org]', { trustDomainAliases: ['a.org', 'b.org'] }],
    ['caCertificates: [{trustDomains: [c.org]}]', { foreignTrustDomains: ['c.org'] }],
    ['enableAutoMtls: null', { autoMtls: true }],
    ['defaultConfig: {interceptionMode: TPROXY}', { proxyDefaults: { interceptionMode: 'TPROXY' } }],
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
    const shared = config('shared', 'trustDomain: x\ntrustDomainAliases: [a]\nenableAutoMtls: false');
    const [mesh] = read(
      [istiod({ SHARED_MESH_CONFIG: 'shared' })],
      config('istio', 'trustDomain: b\ntrustDomainAliases: [c]'),
      shared,
    );
    expect(mesh).toMatchObject({ trustDomain: 'b', autoMtls: false, doubts: [] });
    expect(mesh?.trustDomainAliases).toEqual(['a', 'c']);
    expect(mesh?.sources?.map(({ name }) => name)).toEqual(['shared', 'istio']);
  });

  it('drops the one of two configurations that istiod does not take', () => {
    const shared = config('shared', 'trustDomain: a');
    const [mesh] = read(
      [istiod({ SHARED_MESH_CONFIG: 'shared' })],
      config('istio', 'trustDomain: []'),
      shared,
    );
    expect(mesh).toMatchObject({ trustDomain: 'a', sources: [{ name: 'shared' }] });
    expect(mesh?.doubts).toHaveLength(1);
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
    expect(found.map(({ revision, version, doubts }) => [revision, version, doubts])).toEqual([
      ['default', null, []],
      ['y', null, []],
    ]);
  });

  test.each([
    ['rootNamespace: {', 'does not parse'],
    ['[1]', 'is not valid (it is no map)'],
    ['rootNamespace: 7', 'is not valid (rootNamespace is 7)'],
    ['meshMTLS: {ecdhCurves: [P-256]}', 'is not valid (meshMTLS.ecdhCurves is not supported)'],
    [
      'a: &a [x]\nb: [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
      'does not parse',
    ],
  ])('%j leaves defaults and a doubt', (mesh, doubt) => {
    const found = one(mesh);
    expect(found).toMatchObject({ rootNamespace: 'istio-system', autoMtls: true });
    expect(found?.doubts).toEqual([expect.stringContaining(doubt)]);
    expect(found?.unread).toContain(doubt);
  });

  it('doubts what it cannot find', () => {
    expect(read([istiod()])[0]?.doubts).toEqual([expect.stringContaining('was not found')]);
    expect(read([istiod()])[0]?.unread).toBe(
      'ConfigMap istio-system/istio with the mesh configuration was not found',
    );
    expect(one('{}')?.unread).toBeUndefined();
    const keyless = { metadata: { name: 'istio', namespace: 'istio-system' } };
    expect(read([istiod()], keyless)[0]?.doubts).toEqual([expect.stringContaining('no key "mesh"')]);
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

  test('a label may name a tag', () => {
    const tagged = meshes.map((mesh) => (mesh.revision === 'stable' ? { ...mesh, tags: ['prod'] } : mesh));
    expect(meshOfPod(tagged, labelled('prod'))?.revision).toBe('stable');
  });

  test('a pod that nothing injected belongs to the mesh of which its namespace is a member', () => {
    const maistra = { ...MESH, revision: 'basic', members: ['app'] };
    const at = (namespace: string) => meshOfPod([maistra, MESH], { metadata: { namespace } })?.revision;
    expect([at('app'), at('other')]).toEqual(['basic', 'default']);
    expect(meshOfPod([maistra, { ...maistra, revision: 'x' }], {})?.revision).toBe('basic');
  });

  test('of two with one revision the one that the proxy talks to', () => {
    const two = [MESH, { ...MESH, namespace: 'other' }];
    const proxy = { name: 'istio-proxy', env: [{ name: 'CA_ADDR', value: 'istiod.other.svc:15012' }] };
    expect(meshOfPod(two, { spec: { containers: [proxy] } })?.namespace).toBe('other');
    expect(meshOfPod(two, {})?.namespace).toBe('istio-system');
  });
});
