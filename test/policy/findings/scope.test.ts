import { describe, expect, it, test } from 'vitest';
import type { Pod } from '../../../src/model/kubernetes.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { staticFindings } from '../../../src/policy/findings/static-findings.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { listTargets } from '../../../src/policy/targets.ts';
import { MESH, NATIVE, peer, pod, service, slice, snapshot } from '../objects.ts';

const selector = { matchLabels: { app: 'a' } };
const inMesh = { labels: { 'security.istio.io/tlsMode': 'istio' } };
const workload = { ...inMesh, ...NATIVE };
const base = {
  pods: [pod('a', '10.0.0.1', workload)],
  services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
  endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' })],
};
const STRICT = peer('app', { mtls: { mode: 'STRICT' } });

function findings(objects: Partial<Snapshot>, mesh = MESH) {
  const index = buildIndex(snapshot({ ...base, ...objects }));
  const targets = listTargets(index, { namespace: 'app', service: [], port: [], domain: 'cluster.local' });
  return staticFindings(index, [mesh], targets).map(
    ({ code, objects: [first], detail }) => `${code} ${first?.name}: ${detail}`,
  );
}

describe('what a PeerAuthentication covers', () => {
  test.each([
    ['app', {}, ['MTLS401 default: It holds for all of namespace app.']],
    ['app', { matchExpressions: [] }, ['MTLS401 default: It holds for all of namespace app.']],
    ['istio-system', {}, ['MTLS401 default: It holds for the whole mesh.']],
    ['app', selector, []],
  ])('MTLS401: in %s the selector %j', (namespace, given, expected) => {
    const peerauthentications = [peer(namespace, { selector: given as object })];
    expect(findings({ peerauthentications })).toEqual(expected);
  });

  it('MTLS402: a policy beside istiod, where another namespace is the root', () => {
    const peerauthentications = [peer('istio-system', { mtls: { mode: 'STRICT' } })];
    const mesh = { ...MESH, rootNamespace: 'istio-config' };
    expect(findings({ peerauthentications }, mesh)).toEqual([
      'MTLS402 default: The root namespace is istio-config.',
    ]);
    expect(findings({ peerauthentications })).toEqual([]);
  });

  it('MTLS403: UNSET, unless a policy above sets a mode', () => {
    const unset = peer('app', { mtls: { mode: 'UNSET' } });
    expect(findings({ peerauthentications: [unset] })).toEqual([
      'MTLS403 default: No policy above it sets a mode.',
    ]);
    const mesh = peer('istio-system', { mtls: { mode: 'STRICT' } });
    expect(findings({ peerauthentications: [unset, mesh] })).toEqual([]);
    expect(findings({ peerauthentications: [peer('app', { mtls: {} })] })).toEqual([]);
  });

  test.each([
    [STRICT, { mtls: { mode: 'PERMISSIVE' } }, ['MTLS404 w: Ports 8080, 9443 are PERMISSIVE.']],
    [STRICT, { portLevelMtls: { 9443: { mode: 'PERMISSIVE' } } }, []],
    [peer('app', {}), { mtls: { mode: 'PERMISSIVE' } }, []],
  ])('MTLS404: under %j the workload policy %j', (above, spec, expected) => {
    const containers = [{ name: 'app', ports: [{ containerPort: 9443 }] }];
    const pods = [pod('a', '10.0.0.1', { ...workload, containers })];
    const peerauthentications = [above, peer('app', { selector, ...spec }, { name: 'w' })];
    expect(findings({ pods, peerauthentications })).toEqual(expected);
  });

  test.each([
    ['STRICT', true, ['MTLS405 s: Port 8080 of pod app/a: the port is STRICT.']],
    ['DISABLE', false, ['MTLS405 s: Port 8080 of pod app/a: istiod does not allow it.']],
    ['DISABLE', true, []],
  ])('MTLS405: tls of a Sidecar listener with mode %s, allowed %s', (mode, allowed, expected) => {
    const ingress = [{ port: { number: 8080, protocol: 'HTTP' }, tls: { mode: 'SIMPLE' } }];
    const sidecars = [{ metadata: { name: 's', namespace: 'app' }, spec: { ingress } }];
    const peerauthentications = [peer('app', { mtls: { mode } })];
    const flags = { ENABLE_TLS_ON_SIDECAR_INGRESS: allowed };
    expect(findings({ sidecars, peerauthentications }, { ...MESH, flags })).toEqual(expected);
  });
});

test.each([
  [['istio-system/*'], ['MTLS410 s: Service web is not among its egress hosts.']],
  [['./*'], []],
])('MTLS410: a Sidecar of the namespace with egress hosts %j', (hosts, expected) => {
  const sidecars = [{ metadata: { name: 's', namespace: 'app' }, spec: { egress: [{ hosts }] } }];
  expect(findings({ sidecars })).toEqual(expected);
});

describe('what misses the sidecar', () => {
  const only = (one: Pod) => findings({ pods: [one], services: [], endpointslices: [] });

  it('MTLS406: an application with the user or the group of the proxy', () => {
    const as = (securityContext: object) => ({ ...workload, containers: [{ name: 'app', securityContext }] });
    expect(only(pod('a', '1.2.3.4', as({ runAsUser: 1337 })))).toEqual([
      'MTLS406 a: Container app runs as user 1337.',
    ]);
    expect(only(pod('a', '1.2.3.4', { ...workload, securityContext: { runAsGroup: 1337 } }))).toEqual([
      'MTLS406 a: Container app runs as group 1337.',
    ]);
    expect(only(pod('a', '1.2.3.4', as({ runAsUser: 1000 })))).toEqual([]);
    const bare = { containers: [{ name: 'app', securityContext: { runAsUser: 1337 } }] };
    expect(only(pod('a', '1.2.3.4', bare))).toEqual([]);
  });

  it('MTLS406: an application and a proxy that were given the same user', () => {
    const securityContext = { runAsUser: 1000680000 };
    const containers = [
      { name: 'app', securityContext },
      { name: 'istio-proxy', securityContext },
    ];
    expect(only(pod('a', '1.2.3.4', { ...inMesh, containers }))).toEqual([
      'MTLS406 a: Container app runs as user 1000680000.',
    ]);
  });

  it('MTLS407: an init container before a classic sidecar, once for the pods of one owner', () => {
    const classic = (name: string): Pod => {
      const made = pod(name, '1.2.3.4', {
        ...inMesh,
        annotations: { 'sidecar.istio.io/status': '{}' },
        initContainers: [{ name: 'istio-init' }, { name: 'migrate' }],
        containers: [{ name: 'istio-proxy' }, { name: 'app' }],
      });
      return { ...made, metadata: { ...made.metadata, ownerReferences: [{ name: 'web-5d' }] } };
    };
    expect(findings({ pods: [classic('b'), classic('a')] })).toEqual([
      'MTLS407 a: Init container migrate runs without a sidecar.',
    ]);
    const initContainers = [...NATIVE.initContainers, { name: 'migrate' }];
    expect(only(pod('a', '1.2.3.4', { ...inMesh, initContainers }))).toEqual([]);
  });

  it('MTLS408: an annotation that is misspelt, or on the Deployment', () => {
    const key = 'traffic.sidecar.istio.io/includeOutbondPorts';
    expect(only(pod('a', '1.2.3.4', { ...workload, annotations: { [key]: '80' } }))).toEqual([
      `MTLS408 a: Istio knows no annotation ${key}.`,
    ]);
    const annotations = { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' };
    const deployment = (template: object) => ({
      metadata: { name: 'web', namespace: 'app', annotations },
      spec: { template: { metadata: template, spec: { containers: [] } } },
    });
    expect(findings({ deployments: [deployment({})] })).toEqual([
      'MTLS408 web: traffic.sidecar.istio.io/excludeInboundPorts is on the Deployment, not on its pod template.',
    ]);
    expect(findings({ deployments: [deployment({ annotations })] })).toEqual([]);
  });

  it('MTLS409: UDP of a workload that is STRICT', () => {
    const ports = [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    ];
    const services = [service('dns', ports)];
    const peerauthentications = [STRICT];
    expect(findings({ services, peerauthentications })).toEqual(['MTLS409 dns: Port 53/UDP is not covered.']);
    expect(findings({ services })).toEqual([]);
    expect(findings({ services, peerauthentications, pods: [pod()] })).toEqual([]);
  });
});
