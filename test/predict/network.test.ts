import { expect, it } from 'vitest';
import type { NetworkPolicy } from '../../src/model/istio.ts';
import type { Role } from '../../src/model/plan.ts';
import { probePods } from '../../src/plan/probe-pods.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { networkAt } from '../../src/predict/network.ts';
import { endpointTarget } from '../judge/build.ts';
import { pod, snapshot } from '../policy/objects.ts';

const PODS = probePods({ id: 'abc', namespace: 'probes', injectionLabels: { x: 'y' }, revision: 'default' });
const TARGET = endpointTarget('HTTP', { namespace: 'app', pod: 'a' });

function doubts(
  spec: unknown,
  namespace = 'app',
  kind: 'none' | 'ambient' = 'none',
): Partial<Record<Role, string>> {
  const policy = { metadata: { name: 'np', namespace }, spec } as NetworkPolicy;
  const index = buildIndex(
    snapshot({ networkpolicies: [policy], namespaces: [{ metadata: { name: 'probes' } }] }),
  );
  const found = networkAt(index, TARGET, pod(), kind, PODS) ?? {};
  return Object.fromEntries(Object.entries(found).map(([role, { access }]) => [role, access]));
}

const ports = (...numbers: number[]) => ({ ports: numbers.map((port) => ({ port })) });

it('a policy of the target keeps every container out', () => {
  expect(doubts({ podSelector: {} })).toEqual({ outside: 'denied', mesh: 'denied', via: 'denied' });
});

it('a policy may tell the two pods apart by their labels', () => {
  const podSelector = { matchLabels: { 'security.istio.io/tlsMode': 'istio' } };
  const rule = { from: [{ namespaceSelector: {}, podSelector }] };
  expect(doubts({ podSelector: {}, ingress: [rule] })).toEqual({ outside: 'denied' });
  const job = { matchExpressions: [{ key: 'job-name', operator: 'Exists' }] };
  expect(
    doubts({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: job }] }] }),
  ).toEqual({});
});

it('HBONE goes to port 15008', () => {
  const spec = { podSelector: {}, ingress: [ports(8080)] };
  expect(doubts(spec, 'app', 'ambient')).toEqual({ via: 'denied' });
  expect(doubts({ podSelector: {}, ingress: [ports(8080, 15008)] }, 'app', 'ambient')).toEqual({});
});

it('a policy of the probe that leaves DNS out may keep the sidecar from names', () => {
  const spec = { podSelector: {}, egress: [ports(8080)] };
  expect(doubts(spec, 'probes')).toEqual({ via: 'unknown' });
  const dns = { ports: [{ protocol: 'UDP', port: 'dns' }] };
  expect(doubts({ podSelector: {}, egress: [ports(8080), dns] }, 'probes')).toEqual({});
});

it('says nothing where there is no policy', () => {
  expect(networkAt(buildIndex(snapshot()), TARGET, pod(), 'none', PODS)).toBeNull();
});
