import { describe, expect, it } from 'vitest';
import type { MeshSettings } from '../../../src/model/policy.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { ServiceTarget } from '../../../src/model/target.ts';
import { clientFindings } from '../../../src/policy/client/findings.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { peer, rule } from './objects.ts';
import { endpoint, INJECTED, MESH, pod, target, world } from './world.ts';

const HOST = 'svc.s.svc.cluster.local';
const proxied = (name = 'pod', ip = '10.0.0.1', labels: Record<string, string> = INJECTED) => {
  const made = pod(name, ip, labels);
  return { ...made, spec: { ...made.spec, containers: [{ name: 'istio-proxy' }] } };
};

function codes(
  objects: Partial<Snapshot>,
  mesh: Partial<MeshSettings> = {},
  change: Partial<ServiceTarget> = {},
): string[] {
  const snapshot = world({ pods: [proxied()], ...objects });
  const endpoints = snapshot.pods.map(({ metadata, status }) =>
    endpoint(metadata?.name ?? null, status?.podIP),
  );
  const services = [target({ endpoints: endpoints.map(({ id }) => id), ...change })];
  const index = buildIndex(snapshot);
  return clientFindings(index, { ...MESH, ...mesh }, { endpoints, services }).map(({ code }) => code);
}

const withPolicy = (trafficPolicy: Record<string, unknown>, host = HOST) => ({
  destinationrules: [rule('s', 'dr', { host, trafficPolicy })],
});
const WORKLOAD = { selector: { matchLabels: { app: 'svc' } } };

/** istio-semantics 11.3. */
describe('client findings', () => {
  it('finds nothing where nothing is odd', () => {
    expect(codes(withPolicy({ tls: { mode: 'ISTIO_MUTUAL' } }))).toEqual([]);
  });

  it('101: tls without a mode, at the top, a port or a subset', () => {
    expect(codes(withPolicy({ tls: {} }))).toEqual(['MTLS201']);
    expect(codes(withPolicy({ portLevelSettings: [{ port: { number: 80 }, tls: {} }] }))).toEqual([
      'MTLS201',
    ]);
    const subsets = [{ name: 'v1', trafficPolicy: { tls: {} } }];
    expect(codes({ destinationrules: [rule('s', 'dr', { host: HOST, subsets })] })).toEqual(['MTLS201']);
  });

  it('102: a dotted short host of a Service that exists', () => {
    expect(codes(withPolicy({}, 'svc.s'))).toEqual(['MTLS202']);
    expect(codes(withPolicy({}, 'svc.s.svc'))).toEqual(['MTLS202']);
    expect(codes(withPolicy({}, 'example.com'))).toEqual([]);
  });

  it('103: the second rule’s trafficPolicy is dropped', () => {
    const one = rule('s', 'one', { host: HOST, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } });
    const two = rule('s', 'two', { host: 'svc', trafficPolicy: { tls: { mode: 'DISABLE' } } });
    expect(codes({ destinationrules: [one, two] })).toEqual(['MTLS203']);
  });

  it('104: a port that does not inherit tls', () => {
    const portLevelSettings = [{ port: { number: 80 }, loadBalancer: { simple: 'RANDOM' } }];
    expect(codes(withPolicy({ tls: { mode: 'ISTIO_MUTUAL' }, portLevelSettings }))).toEqual(['MTLS204']);
  });

  it('105: STRICT below a namespace in DISABLE, unless a rule forces mTLS', () => {
    const peerauthentications = [
      peer('s', 'off', { mtls: { mode: 'DISABLE' } }),
      peer('s', 'on', { ...WORKLOAD, mtls: { mode: 'STRICT' } }),
    ];
    expect(codes({ peerauthentications })).toEqual(['MTLS205']);
    expect(codes({ peerauthentications, ...withPolicy({ tls: { mode: 'ISTIO_MUTUAL' } }) })).toEqual([]);
  });

  it('106: auto mTLS off without a rule that forces mTLS', () => {
    expect(codes({}, { autoMtls: false })).toEqual(['MTLS206']);
    expect(codes(withPolicy({ tls: { mode: 'ISTIO_MUTUAL' } }), { autoMtls: false })).toEqual([]);
  });

  it('107: forced mTLS and an endpoint without a sidecar', () => {
    const pods = [proxied(), pod('bare', '10.0.0.2', {})];
    expect(codes({ pods, ...withPolicy({ tls: { mode: 'ISTIO_MUTUAL' } }) })).toEqual(['MTLS207']);
    expect(codes({ pods })).toEqual([]);
  });

  it('108: a ServiceEntry for a mesh workload without a location', () => {
    const entry = {
      metadata: { name: 'se', namespace: 's' },
      spec: { hosts: ['db.s'], endpoints: [{ address: '10.0.0.1' }] },
    };
    expect(codes({ serviceentries: [entry] })).toEqual(['MTLS208']);
    const inside = { ...entry, spec: { ...entry.spec, location: 'MESH_INTERNAL' } };
    expect(codes({ serviceentries: [inside] })).toEqual([]);
  });

  it('109: a credential without a workloadSelector', () => {
    expect(codes(withPolicy({ tls: { mode: 'SIMPLE', credentialName: 'secret' } }))).toEqual(['MTLS209']);
  });

  it('110: a headless Service with a port in DISABLE', () => {
    const peerauthentications = [peer('s', 'port', { ...WORKLOAD, mtls: { mode: 'DISABLE' } })];
    expect(codes({ peerauthentications }, {}, { headless: true })).toEqual(['MTLS210']);
    expect(codes({ peerauthentications })).toEqual([]);
  });

  it('111: a label that disagrees with the containers', () => {
    expect(codes({ pods: [pod()] })).toEqual(['MTLS211']);
    expect(
      codes({ pods: [proxied('pod', '10.0.0.1', { 'security.istio.io/tlsMode': 'disabled' })] }),
    ).toEqual(['MTLS211']);
    const router = { containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] };
    expect(codes({ pods: [{ ...pod(), spec: router }] })).toEqual([]);
  });

  it('117: a rule without tls in place of a wider one with ISTIO_MUTUAL, where auto mTLS is off', () => {
    const wide = (namespace: string, mode: string) =>
      rule(namespace, 'wide', { host: '*.local', trafficPolicy: { tls: { mode } } });
    const narrow = rule('s', 'narrow', { host: HOST, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } });
    const found = (...destinationrules: Snapshot['destinationrules']) =>
      codes({ destinationrules }, { autoMtls: false }).filter((code) => code === 'MTLS217');
    expect(found(wide(MESH.rootNamespace, 'ISTIO_MUTUAL'), narrow)).toEqual(['MTLS217']);
    expect(found(wide('s', 'ISTIO_MUTUAL'), narrow)).toEqual(['MTLS217']);
    // Nobody would use that one for the Service, or it forces no mTLS, or auto mTLS decides.
    expect(found(wide('elsewhere', 'ISTIO_MUTUAL'), narrow)).toEqual([]);
    expect(found(wide('s', 'SIMPLE'), narrow)).toEqual([]);
    expect(codes({ destinationrules: [wide('s', 'ISTIO_MUTUAL'), narrow] })).not.toContain('MTLS217');
  });
});
