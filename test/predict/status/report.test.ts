import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kubernetes.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { statusReport } from '../../../src/predict/status/report.ts';
import { NAMESPACE, objectsOf, ROOT, sidecarPod } from '../../policy/kiali/scenario.ts';
import { emptySnapshot } from '../../support/empty-snapshot.ts';

const ENABLED = { 'istio-injection': 'enabled' };

function report(objects: Partial<Snapshot>, config = '', chosen: string[] = []) {
  const snapshot: Snapshot = {
    ...emptySnapshot(),
    namespaces: [ROOT, NAMESPACE].map((name) => ({ metadata: { name, labels: ENABLED } })),
    configmaps: [{ metadata: { name: 'istio', namespace: ROOT }, data: { mesh: config } }],
    pods: [sidecarPod('ratings', NAMESPACE)],
    ...objects,
  };
  return statusReport(snapshot, chosen);
}

function bookinfo(objects: Partial<Snapshot>, config = '') {
  const row = report(objects, config).namespaces.find(({ namespace }) => namespace === NAMESPACE);
  if (!row) throw new Error('no row');
  return { shows: row.kiali.label, effective: row.effective, difference: row.difference };
}

describe('a namespace', () => {
  it('is the same where policies are all there is', () => {
    expect(bookinfo(objectsOf('nPA STRICT'))).toEqual({
      shows: 'Strict',
      effective: 'STRICT',
      difference: null,
    });
  });

  it('is shown as Permissive for a rule of its clients', () => {
    expect(bookinfo(objectsOf('nPA STRICT + nDR DIS'))).toEqual({
      shows: 'Permissive',
      effective: 'STRICT',
      difference:
        'Kiali counts DestinationRule bookinfo/ndr-disable, which makes clients send none (DISABLE); what sidecars accept is for PeerAuthentication alone to say',
    });
  });

  it('is shown as Permissive for a rule that is missing', () => {
    const { shows, difference } = bookinfo(objectsOf('nPA STRICT'), 'enableAutoMtls: false');
    // KIA0501 makes it an error first of all.
    expect([shows, difference]).toEqual([
      'Validation error',
      'Kiali shows the error of a policy in place of a mode',
    ]);
  });

  it('is shown as inherited for an empty selector', () => {
    const metadata = { name: 'default', namespace: NAMESPACE };
    const peerauthentications = [{ metadata, spec: { selector: {}, mtls: { mode: 'STRICT' } } }];
    expect(bookinfo({ peerauthentications })).toEqual({
      shows: 'Permissive (inherited)',
      effective: 'STRICT',
      difference:
        'Kiali takes the empty selector of PeerAuthentication bookinfo/default for a selector; to Istio it selects all workloads',
    });
  });

  it('goes by the oldest policy where Kiali goes by the first', () => {
    const policy = (name: string, creationTimestamp: string, mode: string) => ({
      metadata: { name, namespace: NAMESPACE, creationTimestamp },
      spec: { mtls: { mode } },
    });
    const peerauthentications = [
      policy('a', '2026-02-01T00:00:00Z', 'PERMISSIVE'),
      policy('b', '2026-01-01T00:00:00Z', 'STRICT'),
    ];
    // Two of them are an error to Kiali.
    expect(bookinfo({ peerauthentications })).toEqual({
      shows: 'Validation error',
      effective: 'STRICT',
      difference: 'Kiali shows the error of a policy in place of a mode',
    });
  });

  it('names the workloads and ports that do something else', () => {
    const bare: Pod = {
      metadata: { name: 'legacy', namespace: NAMESPACE },
      spec: { containers: [{ name: 'app' }] },
    };
    const ports = {
      metadata: { name: 'ratings', namespace: NAMESPACE },
      spec: {
        selector: { matchLabels: { app: 'ratings' } },
        portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
      },
    };
    const { peerauthentications } = objectsOf('nPA STRICT');
    const found = bookinfo({
      peerauthentications: [...peerauthentications, ports],
      pods: [sidecarPod('ratings', NAMESPACE), bare],
    });
    expect(found.difference).toBe('except legacy NONE, ratings:8080 PERMISSIVE');
  });

  it('N07 is no part of the mesh without a label', () => {
    const namespaces = [{ metadata: { name: NAMESPACE } }];
    expect(bookinfo({ namespaces, pods: [] })).toEqual({
      shows: 'Not applicable',
      effective: null,
      difference: null,
    });
    expect(bookinfo({ namespaces }).difference).toBe('except ratings PERMISSIVE');
  });

  it('does not honour DISABLE in ambient mode', () => {
    const ambient: Pod = {
      metadata: {
        name: 'ratings',
        namespace: NAMESPACE,
        annotations: { 'ambient.istio.io/redirection': 'enabled' },
      },
      spec: { containers: [{ name: 'app' }] },
    };
    expect(bookinfo({ ...objectsOf('nPA DIS'), pods: [ambient] })).toEqual({
      shows: 'Disabled',
      effective: 'DISABLE',
      difference: 'except ratings PERMISSIVE',
    });
  });
});

describe('the mesh', () => {
  const mesh = (objects: Partial<Snapshot>, config = '') => {
    const [row] = report(objects, config).mesh;
    return [row?.kiali.label, row?.effective, row?.difference];
  };

  it('says that a rule for clients does not close servers', () => {
    expect(mesh(objectsOf('mDR IM'))).toEqual([
      'mTLS is fully enabled',
      'PERMISSIVE',
      'Kiali counts DestinationRule istio-system/mdr-istio_mutual, which makes clients send mTLS (ISTIO_MUTUAL); what sidecars accept is for PeerAuthentication alone to say',
    ]);
  });

  it('says that Kiali does not read the root namespace', () => {
    const { peerauthentications } = objectsOf('mPA STRICT');
    const elsewhere = peerauthentications.map((policy) => ({
      ...policy,
      metadata: { name: 'default', namespace: 'config' },
    }));
    expect(mesh({ peerauthentications: elsewhere }, 'rootNamespace: config')).toEqual([
      'Auto mTLS is enabled',
      'STRICT',
      'Kiali reads the policies of istiod’s namespace istio-system, and Istio those of the root namespace config',
    ]);
  });

  it('agrees on a STRICT mesh', () => {
    expect(mesh(objectsOf('mPA STRICT'))).toEqual(['mTLS is fully enabled', 'STRICT', null]);
  });
});

it('counts the pods of a Deployment as one workload, those without a sidecar apart', () => {
  const replica = (name: string, sidecar: boolean): Pod => ({
    metadata: {
      name: `cart-7c9b-${name}`,
      namespace: NAMESPACE,
      labels: { app: 'cart', 'pod-template-hash': '7c9b' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'cart-7c9b' }],
    },
    spec: sidecar ? sidecarPod('cart', NAMESPACE).spec : { containers: [{ name: 'app' }] },
  });
  const { workloads } = report({ pods: [replica('a', true), replica('b', true), replica('c', false)] });
  expect(workloads.map(({ workload, pods, effective }) => [workload, pods, effective])).toEqual([
    ['cart', 1, 'NONE'],
    ['cart', 2, 'PERMISSIVE'],
  ]);
});

it('shows the namespaces asked for, and the checks of these and of the control plane', () => {
  const { namespaces, checks } = report(objectsOf('nPA DIS + nDR IM + mPA DIS + mDR IM'), '', [ROOT]);
  expect(namespaces.map(({ namespace }) => namespace)).toEqual([ROOT]);
  expect(checks.map(({ code, object }) => `${code} ${object.namespace}`)).toEqual(['KIA0506 istio-system']);
});
