import { describe, expect, it, test } from 'vitest';
import type { MutatingWebhookConfiguration, Namespace } from '../../src/model/kubernetes.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { probeLabels } from '../../src/predict/injection.ts';
import { MESH } from '../policy/objects.ts';
import { measuredCluster, revision } from './measured-cluster.ts';

const REAL = measuredCluster();
const ASK = { 'sidecar.istio.io/inject': 'true' };

function labelsFor(labels: Record<string, string>, change: Partial<Snapshot> = {}, name = 'app') {
  const namespace: Namespace = { metadata: { name, labels } };
  const snapshot = { ...REAL, namespaces: [namespace], ...change };
  return probeLabels(buildIndex(snapshot), readMeshes(snapshot), name);
}

const only = (...found: MutatingWebhookConfiguration[]) => ({ mutatingwebhookconfigurations: found });

describe('probeLabels with the webhook of a real cluster (istio-semantics 4.3)', () => {
  test.each([
    ['c: a namespace that asks', { 'istio-injection': 'enabled' }],
    ['a: a namespace that names the revision', { 'istio.io/rev': 'default' }],
    ['d: a namespace that says nothing', {}],
  ])('%s', (_name, labels) => {
    expect(labelsFor(labels)).toEqual({ labels: ASK, revision: 'default' });
  });

  it('takes no for an answer', () => {
    expect(labelsFor({ 'istio-injection': 'disabled' })).toEqual({
      refused: 'no injection webhook selects a pod in namespace app (label istio-injection=disabled)',
    });
  });

  it('sees that a namespace names a revision that is not there', () => {
    expect(labelsFor({ 'istio.io/rev': 'gone' })).toHaveProperty('refused');
  });

  test.each(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'])(
    'never in %s',
    (name) => {
      expect(labelsFor({}, {}, name)).toHaveProperty('refused');
    },
  );
});

describe('probeLabels with revisions and tags', () => {
  it('b: names the revision where nothing else selects the pod', () => {
    expect(labelsFor({}, only(revision('canary')))).toEqual({
      labels: { ...ASK, 'istio.io/rev': 'canary' },
      revision: 'canary',
    });
  });

  it('a: finds the revision that the namespace names among several', () => {
    const both = only(revision('stable'), revision('canary'));
    expect(labelsFor({ 'istio.io/rev': 'canary' }, both)).toMatchObject({ revision: 'canary' });
  });

  it('follows a tag to its revision', () => {
    const tag = revision('prod', { 'istio.io/tag': 'prod', 'istio.io/rev': 'v1-30' });
    const found = { ...tag, metadata: { ...tag.metadata, name: 'istio-revision-tag-prod' } };
    expect(labelsFor({ 'istio.io/rev': 'prod' }, only(found))).toEqual({ labels: ASK, revision: 'v1-30' });
    expect(labelsFor({}, only(found))).toEqual({
      labels: { ...ASK, 'istio.io/rev': 'prod' },
      revision: 'v1-30',
    });
  });

  it('without a default revision istio-injection=enabled injects nothing', () => {
    expect(labelsFor({ 'istio-injection': 'enabled' }, only(revision('canary')))).toHaveProperty('refused');
  });

  it('e: injection everywhere', () => {
    const everywhere: MutatingWebhookConfiguration = {
      metadata: { name: 'istio-sidecar-injector', labels: { 'istio.io/rev': 'default' } },
      webhooks: [
        {
          namespaceSelector: {
            matchExpressions: [
              { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
            ],
          },
        },
      ],
    };
    expect(labelsFor({}, only(everywhere))).toEqual({ labels: ASK, revision: 'default' });
  });
});

describe('probeLabels on OpenShift Service Mesh 2', () => {
  const webhook: MutatingWebhookConfiguration = {
    metadata: { name: 'istiod-basic-istio-system' },
    webhooks: [{ namespaceSelector: { matchLabels: { 'maistra.io/member-of': 'istio-system' } } }],
  };

  it('goes by membership', () => {
    expect(labelsFor({ 'maistra.io/member-of': 'istio-system' }, only(webhook))).toMatchObject({
      labels: ASK,
    });
    expect(labelsFor({ 'istio-injection': 'enabled' }, only(webhook))).toHaveProperty('refused');
  });

  it('finds the revision in the name of the webhook', () => {
    const namespaces = [{ metadata: { name: 'app', labels: { 'maistra.io/member-of': 'istio-system' } } }];
    const index = buildIndex({ ...REAL, namespaces, ...only(webhook) });
    const meshes = [
      { ...MESH, revision: 'another' },
      { ...MESH, revision: 'basic' },
    ];
    expect(probeLabels(index, meshes, 'app')).toEqual({ labels: ASK, revision: 'basic' });
  });
});

describe('probeLabels without a webhook', () => {
  it('says so', () => {
    expect(labelsFor({}, only())).toEqual({ refused: 'there is no injection webhook in the cluster' });
  });

  it('asks for injection where webhooks may not be read', () => {
    const snapshot = {
      ...REAL,
      ...only(),
      notes: [{ resource: 'mutatingwebhookconfigurations' as const, problem: 'forbidden' as const }],
    };
    expect(probeLabels(buildIndex(snapshot), [MESH], 'app')).toEqual({ labels: ASK, revision: 'default' });
  });

  it('ignores webhooks of others', () => {
    const other = { metadata: { name: 'cert-manager-webhook' }, webhooks: [{}] };
    expect(labelsFor({}, only(other))).toHaveProperty('refused');
  });
});
