import { expect, it } from 'vitest';
import type { Service } from '../../../src/model/kubernetes.ts';
import { workloadStatus } from '../../../src/policy/kiali/workload.ts';
import { NAMESPACE, objectsOf } from './scenario.ts';

const SERVICE: Service = {
  metadata: { name: 'ratings', namespace: NAMESPACE },
  spec: { selector: { app: 'ratings' } },
};
const DOMAIN = 'svc.cluster.local';

function status(
  notation: string,
  { services = [SERVICE], labels = { app: 'ratings' }, domain = DOMAIN } = {},
) {
  const { peerauthentications: policies, destinationrules: rules } = objectsOf(notation, domain);
  return workloadStatus(NAMESPACE, labels, { policies, rules, services, domain });
}

it.each([
  ['D01', 'wPA STRICT', 'MTLS_ENABLED'],
  ['D02', 'wPA DIS', 'MTLS_DISABLED'],
  ['D03', 'wPA PERM + sDR IM', 'MTLS_ENABLED'],
  ['D04', 'wPA PERM + sDR MU', 'MTLS_ENABLED'],
  ['D05', 'wPA PERM', 'MTLS_NOT_ENABLED'],
  ['D06', 'wPA PERM + sDR DIS', 'MTLS_DISABLED'],
  ['D08', 'nPA STRICT', 'MTLS_NOT_ENABLED'],
])('%s %s', (_, notation, expected) => {
  expect(status(notation)).toBe(expected);
});

it('D07 the selector does not match', () => {
  expect(status('wPA STRICT', { labels: { app: 'reviews' } })).toBe('MTLS_NOT_ENABLED');
});

it('D09 a selector without labels', () => {
  const policies = [
    { metadata: { name: 'p', namespace: NAMESPACE }, spec: { selector: {}, mtls: { mode: 'STRICT' } } },
  ];
  const inputs = { policies, rules: [], services: [], domain: DOMAIN };
  expect(workloadStatus(NAMESPACE, { app: 'ratings' }, inputs)).toBe('MTLS_NOT_ENABLED');
});

it.each([
  ['D10', { ...SERVICE, metadata: { name: 'ratings', namespace: 'foo' } }],
  ['D11', { ...SERVICE, spec: { selector: { app: 'reviews' } } }],
  ['D12', { ...SERVICE, spec: { selector: {} } }],
])('%s no Service of the policy', (_, service) => {
  expect(status('wPA PERM + sDR IM', { services: [service] })).toBe('MTLS_NOT_ENABLED');
});

it('D13 D14 another identity domain', () => {
  const domain = 'svc.example.org';
  expect(status('wPA STRICT', { domain })).toBe('MTLS_ENABLED');
  const { peerauthentications: policies } = objectsOf('wPA PERM');
  const metadata = { name: 'rule', namespace: 'foo' };
  const host = `ratings.${NAMESPACE}.${domain}`;
  const rules = [{ metadata, spec: { host, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } }];
  const inputs = { policies, rules, services: [SERVICE], domain };
  expect(workloadStatus(NAMESPACE, { app: 'ratings' }, inputs)).toBe('MTLS_ENABLED');
});
