import { describe, expect, it, test } from 'vitest';
import type { EnvoyFilter } from '../../../src/model/istio.ts';
import type { MeshSettings } from '../../../src/model/policy.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { clientFindings } from '../../../src/policy/client/findings.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { listTargets } from '../../../src/policy/targets.ts';
import { MESH, NATIVE, peer, pod, service, slice, snapshot } from '../objects.ts';
import { rule } from './objects.ts';

const HOST = 'db.app.svc.cluster.local';
const MEMBER = { 'security.istio.io/tlsMode': 'istio', 'statefulset.kubernetes.io/pod-name': 'db-0' };
const INJECTED = { 'security.istio.io/tlsMode': 'istio' };
const TCP = [{ name: 'tcp', port: 5432, targetPort: 5432 }];
const base = {
  pods: [pod('db-0', '10.0.0.1', { labels: INJECTED, ...NATIVE })],
  services: [service('db', TCP)],
  endpointslices: [slice('db', [{ name: 'tcp', port: 5432 }], { '10.0.0.1': 'db-0' })],
  peerauthentications: [peer('app', { mtls: { mode: 'STRICT' } })],
};

function findings(objects: Partial<Snapshot>, mesh: MeshSettings = MESH): string[] {
  const index = buildIndex(snapshot({ ...base, ...objects }));
  const targets = listTargets(index, { namespace: 'app', service: [], port: [], domain: 'cluster.local' });
  return clientFindings(index, mesh, targets).map(
    ({ code, objects: [first], detail }) => `${code} ${first?.kind} ${first?.name}: ${detail}`,
  );
}

describe('MTLS212: a rule in a third namespace', () => {
  const tls = { mode: 'DISABLE' };
  const made = (namespace: string, exportTo?: string[], host = HOST, trafficPolicy = { tls }) =>
    findings({
      destinationrules: [rule(namespace, 'r', { host, trafficPolicy, ...(exportTo && { exportTo }) })],
    });

  it('that is exported to others, who do not look there', () => {
    const told = [
      `MTLS212 Service db: ${HOST} is in namespace app; only clients in namespace platform use the rule.`,
    ];
    expect(made('platform', ['*'])).toEqual(told);
    expect(made('platform', ['shop'])).toEqual(told);
  });

  test.each([
    ['for its own clients', () => made('platform')],
    ['for its own clients, by name', () => made('platform', ['.', 'platform'])],
    ['in the namespace of the Service', () => made('app', ['*'])],
    ['in the root namespace', () => made('istio-system', ['*'])],
    ['for every host', () => made('platform', ['*'], '*.local')],
    ['for an unknown host', () => made('platform', ['*'], 'no.app.svc.cluster.local')],
    ['without tls', () => made('platform', ['*'], HOST, {} as { tls: typeof tls })],
  ])('but not one %s', (_what, found) => {
    expect(found()).toEqual([]);
  });
});

describe('MTLS213: members of a StatefulSet that are called by pod IP', () => {
  const pods = [pod('db-0', '10.0.0.1', { labels: MEMBER, ...NATIVE })];
  const members = (ports = TCP) => ({
    services: [service('db', TCP), service('members', ports, { clusterIP: 'None' })],
    endpointslices: [
      ...base.endpointslices,
      slice('members', [{ name: ports[0]?.name ?? '', port: 5432 }], { '10.0.0.1': 'db-0' }),
    ],
  });

  it('without a headless Service', () => {
    expect(findings({ pods })).toEqual([
      'MTLS213 StatefulSet db: No headless Service with a port that is not HTTP leads to port 5432, which is STRICT.',
    ]);
  });

  it('are fine with one, and where plaintext is accepted', () => {
    expect(findings({ pods, ...members() })).toEqual([]);
    expect(findings({ pods, peerauthentications: [] })).toEqual([]);
    expect(findings({})).toEqual([]);
  });

  it('are not helped by a headless HTTP Service', () => {
    const http = [{ name: 'http', port: 5432, targetPort: 5432 }];
    expect(findings({ pods, ...members(http) })).toHaveLength(1);
  });
});

describe('MTLS214: a cluster of an EnvoyFilter', () => {
  const filter = (patch: unknown, applyTo = 'CLUSTER'): EnvoyFilter => {
    const configPatches = [{ applyTo, patch }];
    return { metadata: { name: 'f', namespace: 'app' }, spec: { configPatches } };
  };
  const cluster = (address: string, port: unknown, extra = {}) => {
    const endpoint = { address: { socket_address: { address, port_value: port } } };
    const load = { endpoints: [{ lb_endpoints: [{ endpoint }] }] };
    return { operation: 'ADD', value: { load_assignment: load, ...extra } };
  };
  const made = (...patches: unknown[]) =>
    findings({ envoyfilters: patches.map((patch) => filter(patch)) }).length;

  it('without TLS and to a STRICT port', () => {
    expect(findings({ envoyfilters: [filter(cluster(HOST, 5432))] })).toEqual([
      `MTLS214 EnvoyFilter f: It adds a cluster without TLS for ${HOST}:5432; port 5432 of pod app/db-0 is STRICT.`,
    ]);
    expect(made(cluster('db.app.svc', 5432))).toBe(1);
  });

  it('is fine with TLS, to another port or host, or of another kind', () => {
    expect(made(cluster(HOST, 5432, { transport_socket: {} }))).toBe(0);
    expect(made(cluster(HOST, 80), cluster('db', 5432), cluster('example.com', 5432))).toBe(0);
    expect(made({ ...cluster(HOST, 5432), operation: 'MERGE' })).toBe(0);
    expect(findings({ envoyfilters: [filter(cluster(HOST, 5432), 'LISTENER')] })).toEqual([]);
    expect(findings({ envoyfilters: [filter(cluster(HOST, 5432))], peerauthentications: [] })).toEqual([]);
  });

  it('may be any nonsense', () => {
    expect(made(null, 'text', { operation: 'ADD', value: 1 }, cluster(7 as never, '80'))).toBe(0);
  });
});

describe('MTLS215: outbound ports outside capture', () => {
  const client = (ports: string, spec = NATIVE) =>
    pod(
      'c',
      '10.0.0.9',
      { annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': ports }, ...spec },
      'shop',
    );
  const made = (peerauthentications: Snapshot['peerauthentications'], ...clients: ReturnType<typeof pod>[]) =>
    findings({ pods: [...base.pods, ...clients], peerauthentications });

  it.each([
    ['STRICT', 1],
    ['PERMISSIVE', 1],
    ['DISABLE', 0],
  ])('of a Service that is %s', (mode, times) => {
    const told = `MTLS215 Pod c: It calls ${HOST}:5432, which is ${mode}, in plaintext.`;
    const found = made([peer('app', { mtls: { mode } })], client('22, 5432'));
    expect(found).toEqual(times ? [told] : []);
  });

  it('are of no interest for other ports, pods without a sidecar and nonsense', () => {
    const strict = base.peerauthentications;
    expect(made(strict, client('5433'), client('x,,99999999'))).toEqual([]);
    expect(made(strict, client('5432', { initContainers: [] }))).toEqual([]);
  });
});

it('a container istio-proxy without Envoy is no sidecar', () => {
  const agent = { name: 'istio-proxy', env: [{ name: 'DISABLE_ENVOY', value: 'true' }] };
  const found = findings({ pods: [pod('db-0', '10.0.0.1', { labels: INJECTED, containers: [agent] })] });
  expect(found).toEqual(['MTLS211 Pod db-0: Pod app/db-0 has no sidecar, and its label is istio.']);
});

describe('MTLS216: an ExternalName Service', () => {
  const alias = (externalName: string) => {
    const made = service('alias', [], { type: 'ExternalName', externalName });
    return { services: [...base.services, { ...made, metadata: { name: 'alias', namespace: 'bar' } }] };
  };
  const old = { ...MESH, version: '1.20.8' };

  it('that leads to a STRICT Service where istiod does not take it for an alias', () => {
    const told = [`MTLS216 Service db: Service bar/alias is an alias of ${HOST}, which is STRICT.`];
    expect(findings(alias(HOST), old)).toEqual(told);
    expect(findings(alias(HOST), { ...MESH, flags: { ENABLE_EXTERNAL_NAME_ALIAS: false } })).toEqual(told);
  });

  it('is fine from 1.21 on, to other hosts, and where plaintext is accepted', () => {
    expect(findings(alias(HOST))).toEqual([]);
    expect(findings(alias('example.com'), old)).toEqual([]);
    expect(findings({ ...alias(HOST), peerauthentications: [] }, old)).toEqual([]);
  });
});
