import { describe, expect, it, test } from 'vitest';
import type { Deployment, Namespace } from '../../../src/model/kubernetes.ts';
import type { ServiceMeshControlPlane, ServiceMeshMemberRoll } from '../../../src/model/operators.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { readMeshes } from '../../../src/policy/mesh.ts';
import { snapshot } from '../objects.ts';

const CONTROL = 'cp';

function plane(spec: object, appliedSpec?: Record<string, unknown>): ServiceMeshControlPlane {
  const status = appliedSpec ? { status: { appliedSpec } } : {};
  return { metadata: { name: 'basic', namespace: CONTROL }, spec: { version: 'v2.5', ...spec }, ...status };
}

function istiod(env: Record<string, string> = {}): Deployment {
  const container = {
    name: 'discovery',
    image: 'example.org/pilot-rhel8:2.5.3',
    env: Object.entries({ REVISION: 'basic', ...env }).map(([name, value]) => ({ name, value })),
  };
  return {
    metadata: {
      name: 'istiod-basic',
      namespace: CONTROL,
      labels: { app: 'istiod', 'maistra-version': '2.5.3' },
    },
    spec: { template: { spec: { containers: [container] } } },
  };
}

const config = (mesh: string) => ({
  metadata: { name: 'istio-basic', namespace: CONTROL },
  data: { mesh },
});
const namespace = (name: string, labels: Record<string, string> = {}): Namespace => ({
  metadata: { name, labels },
});
const roll = (change: Partial<ServiceMeshMemberRoll>): ServiceMeshMemberRoll => ({
  metadata: { name: 'default', namespace: CONTROL },
  ...change,
});
const read = (objects: Partial<Snapshot>) =>
  readMeshes(snapshot({ deployments: [istiod()], configmaps: [config('rootNamespace: cp')], ...objects }))[0];

describe('OpenShift Service Mesh 2 (istio-semantics 9.1)', () => {
  it('is told by the labels of istiod alone', () => {
    expect(read({})).toMatchObject({
      revision: 'basic',
      version: '1.18',
      rootNamespace: CONTROL,
      doubts: [],
    });
  });

  test.each([
    ['v2.4', '1.16'],
    ['v2.5', '1.18'],
    ['v2.6', '1.20'],
  ])('%s is Istio %s', (version, istio) => {
    expect(read({ servicemeshcontrolplanes: [plane({ version })] })?.version).toBe(istio);
  });

  it('takes the ConfigMap for what holds, not the ServiceMeshControlPlane', () => {
    const object = plane({ security: { dataPlane: { automtls: false }, trust: { domain: 'a.org' } } });
    expect(read({ servicemeshcontrolplanes: [object] })).toMatchObject({
      autoMtls: true,
      trustDomain: 'cluster.local',
      operator: { kind: 'ServiceMeshControlPlane', namespace: CONTROL, name: 'basic' },
    });
  });

  it('takes the applied spec where there is no ConfigMap', () => {
    const security = {
      dataPlane: { automtls: false },
      trust: { domain: 'a.org', additionalDomains: ['b.org'] },
    };
    const object = plane({ security: { trust: { domain: 'never' } } }, { version: 'v2.5', security });
    expect(read({ configmaps: [], servicemeshcontrolplanes: [object] })).toMatchObject({
      autoMtls: false,
      trustDomain: 'a.org',
      trustDomainAliases: ['b.org'],
      rootNamespace: CONTROL,
      doubts: [expect.stringContaining('ServiceMeshControlPlane basic are assumed')],
    });
  });

  it('reads the TLS limits that istiod was given', () => {
    expect(read({ deployments: [istiod({ TLS_MIN_PROTOCOL_VERSION: 'TLSv1_3' })] })?.minTls).toBe('1.3');
  });

  it('stands for a control plane of which no istiod is seen', () => {
    const tls = { minProtocolVersion: 'TLSv1_3' };
    const object = plane({ security: { controlPlane: { tls } } });
    const found = read({ deployments: [], configmaps: [], servicemeshcontrolplanes: [object] });
    expect(found).toMatchObject({ namespace: CONTROL, revision: 'basic', minTls: '1.3', version: '1.18' });
    expect(found?.doubts).toContain(
      'no istiod of ServiceMeshControlPlane basic was found: what it asks for is taken',
    );
  });
});

describe('members of the mesh (istio-semantics 9.1)', () => {
  const namespaces = [
    namespace('a', { 'maistra.io/member-of': CONTROL }),
    namespace('b', { team: 'x' }),
    namespace('c'),
    namespace('kube-system', { team: 'x' }),
  ];
  const members = (objects: Partial<Snapshot>) => read({ namespaces, ...objects })?.members;

  test.each([
    [
      'what the operator configured',
      { spec: { members: ['b'] }, status: { configuredMembers: ['c'] } },
      'a c cp',
    ],
    ['what the roll names', { spec: { members: ['b', 'new'] } }, 'a b cp new'],
    ['selectors', { spec: { memberSelectors: [{ matchLabels: { team: 'x' } }] } }, 'a b cp'],
    ['all', { spec: { members: ['*'] } }, 'a b c cp'],
  ])('%s, and what is labelled', (_name, change, expected) => {
    expect(members({ servicemeshmemberrolls: [roll(change)] })?.join(' ')).toBe(expected);
  });

  it('goes by the labels where the roll cannot be read', () => {
    expect(members({})).toEqual(['a', CONTROL]);
    expect(members({ namespaces: [namespace('a')] })).toBeUndefined();
  });

  test.each([{ mode: 'ClusterWide' }, { techPreview: { controlPlaneMode: 'ClusterScoped' } }])(
    'knows a mesh of the whole cluster: %j',
    (spec) => {
      const servicemeshcontrolplanes = [plane(spec)];
      const servicemeshmemberrolls = [roll({ spec: { members: ['a'] } })];
      expect(members({ servicemeshcontrolplanes, servicemeshmemberrolls })).toBeUndefined();
    },
  );

  test.each([7, [], { members: 7, memberSelectors: 'x' }])('%j is no roll', (spec) => {
    const odd = {
      ...roll({}),
      spec,
      status: { configuredMembers: { a: 1 } },
    } as unknown as ServiceMeshMemberRoll;
    expect(members({ servicemeshmemberrolls: [odd] })).toEqual(['a', CONTROL]);
  });
});
