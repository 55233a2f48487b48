import { describe, expect, it } from 'vitest';
import type { ServiceEntry } from '../../../src/model/istio.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { backendsOf } from '../../../src/policy/client/backends.ts';
import { clientPolicy } from '../../../src/policy/client/client-policy.ts';
import { hostTargets } from '../../../src/policy/client/host-targets.ts';
import { knownTarget } from '../../../src/policy/client/known-target.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { peer, rule, sidecar } from './objects.ts';
import { MESH, pod, service, world } from './world.ts';

const domain = 'cluster.local';
const client = { namespace: 'c', labels: {} };
type Spec = NonNullable<ServiceEntry['spec']>;

function entry(spec: Partial<Spec>, namespace = 's', labels = {}): ServiceEntry {
  const ports = [{ number: 80, name: 'http', protocol: 'HTTP' }];
  const whole = {
    hosts: ['db.example.com'],
    location: 'MESH_INTERNAL',
    resolution: 'STATIC',
    ports,
    ...spec,
  };
  return { kind: 'ServiceEntry', metadata: { name: 'db', namespace, labels }, spec: whole };
}

/** What the client sends to each endpoint of a host's port 80; null where it does not know the host. */
function sent(objects: Partial<Snapshot>, host = 'db.example.com', mesh = MESH): string[] | null {
  const index = buildIndex(world(objects));
  const target = knownTarget(index, mesh, client, { host, port: 80, domain }, false);
  return (
    target &&
    backendsOf(index, mesh, target).map(
      (backend) => `${backend.id} ${clientPolicy(index, mesh, client, target, backend).tls}`,
    )
  );
}
const to = (spec: Partial<Spec>, objects: Partial<Snapshot> = {}) =>
  sent({ serviceentries: [entry(spec)], ...objects });
const injected = { 'security.istio.io/tlsMode': 'istio' };

/** istio-semantics 3.1 and 3.4; pilot/pkg/serviceregistry/serviceentry/conversion.go. */
describe('the host of a ServiceEntry', () => {
  const vm = { address: '10.9.0.1', serviceAccount: 'vm' };

  it('39: gets plaintext outside of the mesh, which is where it is when nothing is said', () => {
    expect(to({ location: 'MESH_EXTERNAL', endpoints: [vm] })).toEqual(['10.9.0.1:80 plaintext']);
    const { location: _, ...spec } = { ...entry({ endpoints: [vm] }).spec };
    const unsaid = { metadata: { name: 'db', namespace: 's' }, spec };
    expect(sent({ serviceentries: [unsaid] })).toEqual(['10.9.0.1:80 plaintext']);
  });

  it('40: gets mTLS inside, at endpoints with a service account or the label', () => {
    const bare = { address: '10.9.0.2' };
    const labelled = { address: '10.9.0.3', labels: injected };
    expect(to({ endpoints: [vm, bare, labelled] })).toEqual([
      '10.9.0.1:80 mtls',
      '10.9.0.2:80 plaintext',
      '10.9.0.3:80 mtls',
    ]);
  });

  it('an inline endpoint at a pod’s address is not that pod', () => {
    expect(to({ endpoints: [{ address: '10.0.0.1' }] })).toEqual(['10.0.0.1:80 plaintext']);
  });

  it('selects pods and WorkloadEntries of its namespace', () => {
    const ready = { ...pod(), status: { ...pod().status, conditions: [{ type: 'Ready', status: 'True' }] } };
    const workloadentries = [
      {
        metadata: { name: 'vm', namespace: 's', labels: { app: 'svc' } },
        spec: { ...vm, ports: { http: 81 } },
      },
      { metadata: { name: 'other', namespace: 'c', labels: { app: 'svc' } }, spec: vm },
    ];
    const workloadSelector = { labels: { app: 'svc' } };
    expect(to({ workloadSelector }, { pods: [ready], workloadentries })).toEqual([
      '10.0.0.1:80 mtls',
      '10.9.0.1:81 mtls',
    ]);
  });

  it('takes the target port, and by name resolution its own name', () => {
    const ports = [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }];
    expect(to({ ports, endpoints: [vm] })).toEqual(['10.9.0.1:8080 mtls']);
    expect(to({ ports, resolution: 'DNS' })).toEqual(['db.example.com:8080 plaintext']);
    expect(to({ resolution: 'DNS', endpoints: [{ address: 'vm.example.com', labels: injected }] })).toEqual([
      'vm.example.com:80 mtls',
    ]);
  });

  it('sends to the dialled address under resolution NONE, as plaintext without endpoints', () => {
    const index = buildIndex(world({ serviceentries: [entry({ resolution: 'NONE' })] }));
    const target = knownTarget(index, MESH, client, { host: 'db.example.com', port: 80, domain }, false);
    expect(target?.headless).toBe(true);
    expect(target && clientPolicy(index, MESH, client, target, null).tls).toBe('plaintext');
  });

  it('follows DestinationRules and namespace policies of its own namespace', () => {
    const destinationrules = [
      rule('s', 'tls', { host: '*.example.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } }),
    ];
    expect(to({ endpoints: [vm] }, { destinationrules })).toEqual(['10.9.0.1:80 simple']);
    const peerauthentications = [peer('s', 'off', { mtls: { mode: 'DISABLE' } })];
    expect(to({ endpoints: [vm] }, { peerauthentications })).toEqual(['10.9.0.1:80 plaintext']);
  });

  it('is unknown where it is not exported, imported, discovered or of the revision', () => {
    expect(to({ exportTo: ['.'] })).toBeNull();
    expect(to({}, { sidecars: [sidecar('c', 'own', { egress: [{ hosts: ['./*'] }] })] })).toBeNull();
    expect(sent({ serviceentries: [entry({}, 's', { 'istio.io/rev': 'canary' })] })).toBeNull();
    const discoverySelectors = [{ matchLabels: { 'kubernetes.io/metadata.name': 'c' } }];
    const mesh = { ...MESH, discoverySelectors };
    expect(sent({ serviceentries: [entry({})] }, 'db.example.com', mesh)).toBeNull();
  });

  it('is the client’s own namespace’s before all others, else a Kubernetes Service’s', () => {
    const hosts = ['svc.s.svc.cluster.local'];
    const other = entry({ hosts, endpoints: [vm] }, 'd');
    const own = entry({ hosts, endpoints: [vm] }, 'c');
    const host = hosts[0];
    expect(sent({ serviceentries: [other] }, host)).toEqual(['10.0.0.1:8080 mtls']);
    expect(sent({ serviceentries: [other, own] }, host)).toEqual(['10.9.0.1:80 mtls']);
  });

  it('adds its endpoints to a Kubernetes Service of the same namespace', () => {
    const hosts = ['svc.s.svc.cluster.local'];
    expect(sent({ serviceentries: [entry({ hosts, endpoints: [vm] })] }, hosts[0])).toEqual([
      '10.0.0.1:8080 mtls',
      '10.9.0.1:80 mtls',
    ]);
  });
});

/** istio-semantics 10: aliases from Istio 1.21 on. */
describe('an ExternalName Service', () => {
  const alias = (externalName: string) => ({
    metadata: { name: 'alias', namespace: 's' },
    spec: { type: 'ExternalName', externalName, ports: [{ name: 'http', port: 8000 }] },
  });
  const named = (services: Snapshot['services'], mesh = MESH) =>
    hostTargets(buildIndex(world({ services })), mesh, domain).map(
      ({ target, aliasOf }) => `${target.id} = ${aliasOf}`,
    );
  const host = 'svc.s.svc.cluster.local';

  it('has the ports of its target, over other aliases', () => {
    expect(named([alias(host), service()])).toEqual([`alias.s.svc.cluster.local:80 = ${host}`]);
    const two = { ...alias('alias.s.svc.cluster.local'), metadata: { name: 'two', namespace: 's' } };
    expect(named([alias(host), two, service()])[1]).toBe(`two.s.svc.cluster.local:80 = ${host}`);
  });

  it('has its own ports in older releases, with the flag off, or for a loop', () => {
    const own = ['alias.s.svc.cluster.local:8000 = null'];
    expect(named([alias(host), service()], { ...MESH, version: '1.20.8' })).toEqual(own);
    const flags = { ENABLE_EXTERNAL_NAME_ALIAS: false };
    expect(named([alias(host), service()], { ...MESH, flags })).toEqual(own);
    expect(named([alias('alias.s.svc.cluster.local')])).toEqual(own);
  });
});
