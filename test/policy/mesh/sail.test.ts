import { describe, expect, it, test } from 'vitest';
import type { Deployment } from '../../../src/model/kubernetes.ts';
import type { SailIstio, SailRevision, SailRevisionTag } from '../../../src/model/operators.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { readMeshes } from '../../../src/policy/mesh.ts';
import { snapshot } from '../objects.ts';

const VALUES = {
  meshConfig: { trustDomain: 'a.org' },
  pilot: { env: { PILOT_ENABLE_AMBIENT: 'true', COMPLIANCE_POLICY: 'fips-140-2' } },
};

function istio(name: string, status: SailIstio['status'] = {}): SailIstio {
  return { metadata: { name }, spec: { version: 'v1.27.1', namespace: 'mesh', values: VALUES }, status };
}

function revision(name: string): SailRevision {
  return { metadata: { name }, spec: { version: 'v1.27.1', namespace: 'mesh', values: VALUES } };
}

function istiod(rev: string): Deployment {
  const container = { name: 'discovery', image: 'pilot@sha256:00', env: [{ name: 'REVISION', value: rev }] };
  return {
    metadata: { name: `istiod-${rev}`, namespace: 'mesh', labels: { app: 'istiod' } },
    spec: { template: { spec: { containers: [container] } } },
  };
}

const read = (objects: Partial<Snapshot>) => readMeshes(snapshot(objects));

describe('the Sail operator (istio-semantics 9.2)', () => {
  it('gives one control plane for each revision', () => {
    const found = read({
      istios: [istio('default', { activeRevisionName: 'default-v1-27-1' })],
      istiorevisions: [revision('default-v1-27-1'), revision('default-v1-26-0')],
    });
    expect(found.map(({ revision, operator }) => `${revision} ${operator?.kind}`)).toEqual([
      'default-v1-26-0 IstioRevision',
      'default-v1-27-1 IstioRevision',
    ]);
  });

  it('goes by Istio where there is no revision yet', () => {
    const [mesh] = read({ istios: [istio('prod')] });
    expect(mesh).toMatchObject({
      revision: 'prod',
      namespace: 'mesh',
      version: '1.27.1',
      trustDomain: 'a.org',
      maxTls: '1.2',
      flags: { PILOT_ENABLE_AMBIENT: true },
      operator: { kind: 'Istio', name: 'prod' },
      sources: [{ kind: 'Istio', name: 'prod' }],
    });
    expect(mesh?.doubts).toContain('no istiod of Istio prod was found: what it asks for is taken');
  });

  it('takes what istiod has, and from the revision what istiod does not tell', () => {
    const mesh = 'trustDomain: b.org';
    const configmaps = [{ metadata: { name: 'istio-prod', namespace: 'mesh' }, data: { mesh } }];
    const found = read({ configmaps, deployments: [istiod('prod')], istiorevisions: [revision('prod')] });
    expect(found).toMatchObject([
      { revision: 'prod', version: '1.27.1', trustDomain: 'b.org', maxTls: '1.3', flags: {}, doubts: [] },
    ]);
  });

  test.each([{}, { spec: 7 }, { spec: { values: [], version: 7 } }])('%j says nothing', (odd) => {
    const object = { metadata: { name: 'x' }, ...odd } as SailRevision;
    const [mesh] = read({ istiorevisions: [object], deployments: [istiod('default')] });
    expect(mesh).toMatchObject({ revision: 'default', trustDomain: 'cluster.local' });
  });
});

describe('tags of revisions (istio-semantics 4.3, 9.2)', () => {
  const tag = (change: Partial<SailRevisionTag>): SailRevisionTag => ({
    metadata: { name: 'prod' },
    ...change,
  });
  const webhook = {
    metadata: {
      name: 'istio-revision-tag-stable',
      labels: { 'istio.io/tag': 'stable', 'istio.io/rev': 'canary' },
    },
  };
  const tags = (objects: Partial<Snapshot>) =>
    read({ deployments: [istiod('canary'), istiod('default')], ...objects }).map((mesh) => mesh.tags ?? []);

  it('come from webhooks', () => {
    expect(tags({ mutatingwebhookconfigurations: [webhook] })).toEqual([['stable'], []]);
  });

  test.each<Partial<SailRevisionTag>>([
    { status: { istioRevision: 'canary' } },
    { spec: { targetRef: { kind: 'IstioRevision', name: 'canary' } } },
    { spec: { targetRef: { kind: 'Istio', name: 'mesh' } } },
  ])('come from %j', (change) => {
    const istios = [istio('mesh', { activeRevisionName: 'canary' })];
    const found = tags({ istios, istiorevisiontags: [tag(change)] });
    expect(found[0]).toEqual(['prod']);
  });
});
