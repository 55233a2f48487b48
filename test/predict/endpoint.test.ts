import { describe, expect, it, test } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import type { MeshSettings, PortClass } from '../../src/model/policy.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { EndpointTarget } from '../../src/model/target.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { predictEndpoint } from '../../src/predict/endpoint.ts';
import { MESH, NATIVE, peer, pod, snapshot } from '../policy/objects.ts';
import { endpointTarget } from './endpoint-target.ts';
import { measuredCluster } from './measured-cluster.ts';

const STRICT = [peer('app', { mtls: { mode: 'STRICT' } })];
const PROBE = { namespace: 'probes', serviceAccount: 'default' };

function predicted(found: Pod, objects: Partial<Snapshot> = {}, change: Partial<EndpointTarget> = {}) {
  const index = buildIndex(snapshot({ pods: [found], peerauthentications: STRICT, ...objects }));
  return predictEndpoint(index, [MESH], endpointTarget(change), PROBE);
}
const sidecar = (annotations: Record<string, string> = {}) =>
  pod('a', '10.0.0.1', { ...NATIVE, annotations });

describe('predictEndpoint', () => {
  it('foresees what a sidecar enforces', () => {
    expect(predicted(sidecar())).toMatchObject({
      effective: 'STRICT',
      cause: null,
      declared: { mode: 'STRICT', level: 'namespace' },
      dataPlane: { kind: 'sidecar-native' },
      outcomes: { plaintext: ['closed-after-bytes'] },
    });
  });

  const router = { containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] };
  const agent = { containers: [{ name: 'istio-proxy', env: [{ name: 'DISABLE_ENVOY', value: 'true' }] }] };
  test.each<[string, Pod, string]>([
    ['no sidecar', pod(), 'no-sidecar'],
    ['the host network', pod('a', '10.0.0.1', { hostNetwork: true }), 'host-network'],
    ['a proxyless agent', pod('a', '10.0.0.1', agent), 'proxyless'],
    [
      'an excluded port',
      sidecar({ 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' }),
      'excluded-port',
    ],
    ['no interception', sidecar({ 'sidecar.istio.io/interceptionMode': 'NONE' }), 'not-captured'],
  ])('nothing enforces STRICT: %s', (_name, found, cause) => {
    expect(predicted(found)).toMatchObject({ declared: { mode: 'STRICT' }, effective: 'NONE', cause });
  });

  it('declares nothing for an endpoint without a pod', () => {
    expect(predicted(sidecar(), {}, { pod: null })).toMatchObject({
      declared: { mode: 'PERMISSIVE', level: 'default' },
      effective: 'NONE',
      cause: 'no-pod',
    });
  });

  test.each([['enforcement is in the application', pod('a', '10.0.0.1', agent)]])(
    'promises nothing for %s',
    (kind, found) => {
      expect(predicted(found).unsupported).toContain(kind);
    },
  );

  it.each([
    ['a gateway', pod('a', '10.0.0.1', router)],
    [
      'a waypoint',
      pod('a', '10.0.0.1', { labels: { 'gateway.istio.io/managed': 'istio.io-mesh-controller' } }),
    ],
  ])('declares nothing of PeerAuthentication for %s', (_name, found) => {
    const row = predicted(found);
    expect(row).toMatchObject({
      declared: { mode: 'DISABLE', decidedBy: null },
      gateway: 'NONE',
      cause: 'gateway',
    });
    const notes: Snapshot['notes'] = [{ resource: 'gateways', problem: 'forbidden' }];
    expect(predicted(found, { notes }).unsupported).toContain('Gateways may not be listed');
    expect(predicted(found, {}, { port: 15021 }).gateway).toBe('PLAINTEXT');
  });

  test.each<[string, string | undefined, Partial<MeshSettings>, string | undefined]>([
    ['everywhere, but in the namespaces that count', undefined, {}, undefined],
    ['in the namespace of the pod', 'app', {}, 'namespace app'],
    ['in the root namespace', 'istio-system', {}, 'namespace istio-system'],
    ['in another one', 'probes', {}, undefined],
    ['everywhere, with a root namespace apart', undefined, { rootNamespace: 'root' }, 'namespace root'],
  ])('policies may not be listed %s', (_name, namespace, mesh, expected) => {
    const everywhere = { resource: 'peerauthentications', problem: 'forbidden' } as const;
    const notes = [everywhere, ...(namespace === undefined ? [] : [{ ...everywhere, namespace }])];
    const index = buildIndex(snapshot({ pods: [pod()], notes }));
    const { unsupported } = predictEndpoint(index, [{ ...MESH, ...mesh }], endpointTarget(), PROBE);
    if (expected === undefined) expect(unsupported).toBeUndefined();
    else expect(unsupported).toContain(expected);
  });

  it('takes a kind that is not installed for none', () => {
    const notes: Snapshot['notes'] = [{ resource: 'peerauthentications', problem: 'absent' }];
    expect(predicted(sidecar(), { notes }).unsupported).toBeUndefined();
  });

  it('foresees that an AuthorizationPolicy refuses the probe', () => {
    const denying = { authorizationpolicies: [{ metadata: { name: 'none', namespace: 'app' }, spec: {} }] };
    expect(predicted(sidecar(), denying)).toMatchObject({
      effective: 'STRICT',
      cause: 'access-denied',
      reason: 'AuthorizationPolicy app/none refuses the probe',
    });
    expect(predicted(pod(), denying).cause).toBe('no-sidecar');
  });

  test.each([
    ['STRICT', null],
    ['PERMISSIVE', 'access-denied'],
    ['DISABLE', 'access-denied'],
  ])('under %s a policy that asks for an identity gives the cause %s', (mode, cause) => {
    const rules = [{ from: [{ source: { principals: ['*'] } }] }];
    const found = predicted(sidecar(), {
      peerauthentications: [peer('app', { mtls: { mode } })],
      authorizationpolicies: [{ metadata: { name: 'mesh', namespace: 'app' }, spec: { rules } }],
    });
    expect(found.cause).toBe(cause);
    if (cause) expect(found.reason).toContain('refuses clients without a mesh certificate');
  });

  const tcp: PortClass = 'TCP';
  test.each([
    [8080, 'HTTP', ['closed-after-bytes']],
    [9090, tcp, expect.arrayContaining(['application-tls', 'not-tls'])],
  ])('a Sidecar’s ingress decides how port %i is read', (port, portClass, tlsPlain) => {
    const ingress = [{ port: { number: 8080, protocol: 'HTTP', name: 'h' } }];
    const found = predicted(
      sidecar(),
      {
        peerauthentications: [],
        sidecars: [{ metadata: { name: 's', namespace: 'app' }, spec: { ingress } }],
      },
      { port, portClass: portClass === 'HTTP' ? tcp : 'HTTP' },
    );
    expect(found.outcomes['tls-plain']).toEqual(tlsPlain);
  });

  it('does not judge TLS that a Sidecar ends itself, which happens under DISABLE only', () => {
    const ingress = [{ port: { number: 8080, protocol: 'HTTPS', name: 'h' }, tls: { mode: 'SIMPLE' } }];
    const sidecars = [{ metadata: { name: 's', namespace: 'app' }, spec: { ingress } }];
    const peerauthentications = [peer('app', { mtls: { mode: 'DISABLE' } })];
    expect(predicted(sidecar(), { sidecars, peerauthentications }).unsupported).toContain('Sidecar app/s');
    expect(predicted(sidecar(), { sidecars }).unsupported).toBeUndefined();
  });

  it('predicts every port of the measured cluster', () => {
    const real = measuredCluster();
    const index = buildIndex(real);
    const filter = { namespace: 'mesh', service: [], port: [], domain: 'cluster.local' };
    const rows = listTargets(index, filter).endpoints.map((each) => {
      const { dataPlane, effective, cause } = predictEndpoint(index, readMeshes(real), each, PROBE);
      return `${each.pod} ${dataPlane.kind} ${effective} ${cause}`;
    });
    const mode = real.peerauthentications[0]?.spec?.mtls?.mode;
    expect([...new Set(rows)]).toEqual([
      'naked-server none NONE no-sidecar',
      `server sidecar-native ${mode} null`,
      `server-classic sidecar-classic ${mode} null`,
    ]);
    expect(rows).toHaveLength(18);
  });
});
