import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMeshConfig } from '../../src/manifests/mesh-config.ts';
import { toSnapshot } from '../../src/manifests/to-snapshot.ts';
import { policyReport } from '../../src/predict/policy-report.ts';

const KEYS = [
  ...['name', 'namespace', 'labels', 'annotations', 'spec', 'status', 'metadata', 'data', 'mesh', 'selector'],
  ...[
    'ports',
    'port',
    'targetPort',
    'containers',
    'initContainers',
    'template',
    'podIP',
    'phase',
    'endpoints',
  ],
  ...['addresses', 'targetRef', 'webhooks', 'objectSelector', 'matchLabels', 'mtls', 'mode', 'portLevelMtls'],
  ...['host', 'subsets', 'trafficPolicy', 'tls', 'rules', 'from', 'source', 'principals', 'configPatches'],
  ...['applyTo', 'match', 'ingress', 'workloadSelector', 'containerPort', 'env', 'args', 'conditions', 'app'],
  ...['sidecar.istio.io/inject', 'traffic.sidecar.istio.io/excludeInboundPorts', 'image', 'kind'],
];
const TEXTS = [
  'a',
  'web',
  'istio',
  'istio-system',
  'istiod',
  '*',
  '',
  'STRICT',
  '10.0.0.1',
  'app',
  '__proto__',
];
const KINDS = [
  ...['Namespace', 'Pod', 'Service', 'EndpointSlice', 'ConfigMap', 'Deployment', 'StatefulSet', 'Sidecar'],
  ...['MutatingWebhookConfiguration', 'PeerAuthentication', 'AuthorizationPolicy', 'DestinationRule'],
  ...['VirtualService', 'ServiceEntry', 'WorkloadEntry', 'EnvoyFilter', 'NetworkPolicy'],
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'large' },
    fc.constantFrom(...TEXTS),
    fc.constantFrom(null, true, 80, 8080, -1, 1.5, 1e20),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  ),
}));
const part = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 });
const metadata = fc.record({
  name: fc.constantFrom('a', 'web', 'istio'),
  namespace: fc.constantFrom('app', 'istio-system'),
  labels: fc.oneof(fc.constant({ app: 'a' }), value),
});
const manifest = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    metadata: fc.oneof({ weight: 5, arbitrary: metadata }, { weight: 1, arbitrary: value }),
    spec: fc.oneof({ weight: 5, arbitrary: part }, { weight: 1, arbitrary: value }),
    status: fc.oneof(fc.constant(undefined), part, value),
    data: fc.oneof(fc.constant(undefined), part),
    endpoints: value,
    ports: value,
    webhooks: value,
  },
  { requiredKeys: ['kind', 'metadata'] },
);

describe('manifests of any shape', () => {
  it('give a report and never a crash', () => {
    fc.assert(
      fc.property(fc.array(manifest, { maxLength: 8 }), (manifests) => {
        const report = policyReport(withMeshConfig(toSnapshot(manifests), ''), null);
        expect(Array.isArray(report.findings)).toBe(true);
        expect(policyReport(toSnapshot(manifests), 'app').server).toBeInstanceOf(Array);
      }),
      { numRuns: 1500, seed: 3 },
    );
  });
});
