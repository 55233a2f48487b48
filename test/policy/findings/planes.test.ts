import { describe, expect, it, test } from 'vitest';
import type { MutatingWebhookConfiguration, Namespace } from '../../../src/model/kubernetes.ts';
import type { MeshSettings } from '../../../src/model/policy.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { operatorFindings } from '../../../src/policy/findings/operators.ts';
import { revisionFindings } from '../../../src/policy/findings/revisions.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { MESH, NATIVE, peer, pod, snapshot } from '../objects.ts';

const SEEN: MeshSettings = { ...MESH, flags: {} };

function findings(objects: Partial<Snapshot>, meshes: MeshSettings[] = [SEEN]): string[] {
  const index = buildIndex(snapshot(objects));
  return [...revisionFindings(index, meshes), ...operatorFindings(index, meshes)].map(
    ({ code, objects: [first], detail }) => `${code} ${first?.name}: ${detail}`,
  );
}

const namespace = (labels: Record<string, string>): Namespace => ({ metadata: { name: 'app', labels } });
/** A webhook for namespaces that name a revision, or for those that ask for the default. */
function webhook(revision: string, key = 'istio.io/rev', values = [revision]): MutatingWebhookConfiguration {
  return {
    metadata: { name: `istio-sidecar-injector-${revision}`, labels: { 'istio.io/rev': revision } },
    webhooks: [{ namespaceSelector: { matchExpressions: [{ key, operator: 'In', values }] } }],
  };
}

describe('revisions (istio-semantics 4.3)', () => {
  const injected = (name: string, rev: string) =>
    pod(name, '10.0.0.1', { ...NATIVE, annotations: { 'istio.io/rev': rev } });

  it('MTLS501: pods of a revision without a control plane, once for each namespace', () => {
    const pods = [injected('b', 'gone'), injected('a', 'gone'), injected('c', 'default'), pod('d')];
    expect(findings({ pods })).toEqual(['MTLS501 a: 2 pods of namespace app: revision gone.']);
    expect(findings({ pods }, [MESH])).toEqual([]);
    expect(findings({ pods }, [{ ...SEEN, tags: ['gone'] }])).toEqual([]);
  });

  test.each<[Record<string, string>, MutatingWebhookConfiguration[], string[]]>([
    [{ 'istio.io/rev': 'old' }, [webhook('new')], ['MTLS502 app: Its label is istio.io/rev=old.']],
    [{ 'istio.io/rev': 'new' }, [webhook('new')], []],
    [
      { 'istio-injection': 'enabled' },
      [webhook('new')],
      ['MTLS502 app: Its label is istio-injection=enabled.'],
    ],
    [
      { 'istio-injection': 'enabled', 'istio.io/rev': 'new' },
      [{ ...webhook('old') }],
      ['MTLS502 app: Its label is istio-injection=enabled, which hides istio.io/rev=new.'],
    ],
    [{ 'istio-injection': 'enabled' }, [webhook('default', 'istio-injection', ['enabled'])], []],
    [{ 'istio-injection': 'disabled', 'istio.io/rev': 'old' }, [webhook('new')], []],
    [{}, [webhook('new')], []],
    [{ 'istio.io/rev': 'old' }, [], []],
  ])('MTLS502: a namespace with %j', (labels, mutatingwebhookconfigurations, expected) => {
    expect(
      findings({ pods: [pod()], namespaces: [namespace(labels)], mutatingwebhookconfigurations }),
    ).toEqual(expected);
  });

  it('MTLS503: a tag that leads nowhere', () => {
    const labels = { 'istio.io/tag': 'prod', 'istio.io/rev': 'gone' };
    const tag = { metadata: { name: 'istio-revision-tag-prod', labels } };
    expect(findings({ mutatingwebhookconfigurations: [tag] })).toEqual([
      'MTLS503 istio-revision-tag-prod: Tag prod leads to revision gone.',
    ]);
    expect(findings({ mutatingwebhookconfigurations: [tag] }, [{ ...SEEN, revision: 'gone' }])).toEqual([]);
  });
});

describe('OpenShift Service Mesh 2 (istio-semantics 9.1)', () => {
  const mesh: MeshSettings = { ...SEEN, revision: 'basic', namespace: 'cp', rootNamespace: 'cp' };
  const plane = (spec: Record<string, unknown>) => ({ metadata: { name: 'basic', namespace: 'cp' }, spec });
  const secured = (security: object, peerauthentications: Snapshot['peerauthentications'] = []) =>
    findings({ servicemeshcontrolplanes: [plane({ security })], peerauthentications }, [mesh]);

  it('MTLS504: mTLS is asked for, and no policy makes it so', () => {
    expect(secured({ dataPlane: { mtls: true } })).toEqual([
      'MTLS504 basic: The mode of the mesh is PERMISSIVE.',
    ]);
    expect(secured({ dataPlane: { mtls: true } }, [peer('cp', { mtls: { mode: 'STRICT' } })])).toEqual([]);
    expect(secured({ dataPlane: { mtls: false } })).toEqual([]);
  });

  it('MTLS505: mTLS of the control plane is not that of workloads (case G14)', () => {
    expect(secured({ controlPlane: { mtls: true } })).toEqual([
      'MTLS505 basic: The mode of the mesh is PERMISSIVE.',
    ]);
    expect(secured({ controlPlane: { mtls: true } }, [peer('cp', { mtls: { mode: 'STRICT' } })])).toEqual([]);
  });

  it('says nothing of policies that may not be read', () => {
    const notes = [{ resource: 'peerauthentications' as const, problem: 'forbidden' as const }];
    const servicemeshcontrolplanes = [plane({ security: { dataPlane: { mtls: true } } })];
    expect(findings({ servicemeshcontrolplanes, notes }, [mesh])).toEqual([]);
  });

  it('MTLS506: a namespace that the roll names and the operator has not configured', () => {
    const roll = (status: object) => ({
      metadata: { name: 'default', namespace: 'cp' },
      spec: { members: ['a', 'b'] },
      ...status,
    });
    expect(findings({ servicemeshmemberrolls: [roll({ status: { configuredMembers: ['a'] } })] })).toEqual([
      'MTLS506 default: Namespace b is named and not configured.',
    ]);
    expect(findings({ servicemeshmemberrolls: [roll({})] })).toEqual([]);
  });
});

describe('MTLS507: operators and the mesh configuration (istio-semantics 9.3)', () => {
  const sources = [{ kind: 'ConfigMap', namespace: 'istio-system', name: 'istio' }];
  const asked = (meshConfig: object, mesh: MeshSettings = { ...SEEN, sources }) =>
    findings({ istios: [{ metadata: { name: 'default' }, spec: { values: { meshConfig } } }] }, [mesh]);

  test.each<[object, string[]]>([
    [
      { trustDomain: 'a.org' },
      ['MTLS507 default: trustDomain: "a.org" was asked for, "cluster.local" holds.'],
    ],
    [{ enableAutoMtls: false }, ['MTLS507 default: enableAutoMtls: false was asked for, true holds.']],
    [
      { meshMTLS: { minProtocolVersion: 'TLSV1_3' } },
      ['MTLS507 default: meshMTLS.minProtocolVersion: "TLSV1_3" was asked for, "TLSV1_2" holds.'],
    ],
    [{ meshMTLS: { minProtocolVersion: 'TLS_AUTO' } }, []],
    [{ trustDomain: 'cluster.local', enableAutoMtls: true, rootNamespace: 7 }, []],
  ])('%j', (meshConfig, expected) => {
    expect(asked(meshConfig)).toEqual(expected);
  });

  it('has nothing to compare without a ConfigMap', () => {
    expect(asked({ trustDomain: 'a.org' }, SEEN)).toEqual([]);
  });
});
