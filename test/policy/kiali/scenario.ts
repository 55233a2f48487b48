import type { AuthorizationPolicy, DestinationRule, PeerAuthentication } from '../../../src/model/istio.ts';
import type { MeshSettings } from '../../../src/model/policy.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { type KialiView, kialiView } from '../../../src/policy/kiali/view.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { emptySnapshot } from '../../support/empty-snapshot.ts';
import { MESH } from '../client/world.ts';

export const ROOT = 'istio-system';
export const NAMESPACE = 'bookinfo';

/** The short names of modes in kiali-scenarios.md; `-` is a rule without TLS settings, `{}` an empty `mtls`. */
const MODES = new Map([
  ['IM', 'ISTIO_MUTUAL'],
  ['MU', 'MUTUAL'],
  ['DIS', 'DISABLE'],
  ['PERM', 'PERMISSIVE'],
]);

/**
 * The objects of a scenario in the notation of kiali-scenarios.md: `mPA STRICT + nDR IM`. m: root namespace and `*.local`, n: the
 * namespace, w: workload ratings, s: Service ratings.
 */
export function objectsOf(
  notation: string,
  domain = 'svc.cluster.local',
): Pick<Snapshot, 'peerauthentications' | 'destinationrules'> {
  const words = notation === '' ? [] : notation.split(' + ');
  const peerauthentications: PeerAuthentication[] = [];
  const destinationrules: DestinationRule[] = [];
  for (const word of words) {
    const [what = '', short = ''] = word.split(' ');
    const mode = MODES.get(short) ?? short;
    const namespace = what.startsWith('m') ? ROOT : NAMESPACE;
    const metadata = { name: `${what}-${mode}`.toLowerCase(), namespace };
    if (what.endsWith('PA')) {
      const selector = what === 'wPA' ? { selector: { matchLabels: { app: 'ratings' } } } : {};
      const mtls = mode === '-' ? {} : { mtls: mode === '{}' ? {} : { mode } };
      peerauthentications.push({ metadata, spec: { ...selector, ...mtls } });
    } else {
      const host = HOSTS[what]?.(domain) ?? '';
      const tls = mode === '-' ? {} : { trafficPolicy: { tls: { mode } } };
      destinationrules.push({ metadata, spec: { host, ...tls } });
    }
  }
  return { peerauthentications, destinationrules };
}

const HOSTS: Record<string, (domain: string) => string> = {
  mDR: () => '*.local',
  nDR: (domain) => `*.${NAMESPACE}.${domain}`,
  sDR: () => 'ratings',
};

/** A mesh with namespace bookinfo, its Service ratings and a sidecar pod behind it. */
export function viewOf(
  objects: Partial<Snapshot>,
  mesh: Partial<MeshSettings> = {},
  more: MeshSettings[] = [],
): KialiView {
  const snapshot: Snapshot = {
    ...emptySnapshot(),
    namespaces: [ROOT, NAMESPACE, 'foo'].map((name) => ({
      metadata: { name, labels: { 'istio-injection': 'enabled' } },
    })),
    services: [
      {
        metadata: { name: 'ratings', namespace: NAMESPACE },
        spec: { selector: { app: 'ratings' }, ports: [{ name: 'http', port: 9080 }] },
      },
    ],
    pods: [sidecarPod('ratings', NAMESPACE)],
    ...objects,
  };
  return kialiView(buildIndex(snapshot), [
    { ...MESH, namespace: ROOT, rootNamespace: ROOT, ...mesh },
    ...more,
  ]);
}

export function sidecarPod(name: string, namespace: string, labels: Record<string, string> = {}) {
  return {
    metadata: { name, namespace, labels: { app: name, ...labels } },
    spec: {
      serviceAccountName: name,
      containers: [{ name: 'app' }, { name: 'istio-proxy', args: ['proxy', 'sidecar'] }],
    },
    status: { phase: 'Running', podIP: '10.0.0.1' },
  };
}

export function authorization(
  spec: NonNullable<AuthorizationPolicy['spec']>,
  namespace = NAMESPACE,
): Pick<Snapshot, 'authorizationpolicies'> {
  return { authorizationpolicies: [{ metadata: { name: 'ap', namespace }, spec }] };
}
