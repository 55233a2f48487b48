import { expect, test } from 'vitest';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { whyNoSidecar } from '../../src/predict/why-no-sidecar.ts';
import { pod } from '../policy/objects.ts';
import { measuredCluster } from './measured-cluster.ts';

const REAL = measuredCluster();
const INJECT = 'sidecar.istio.io/inject';

test.each([
  [
    'says nothing, in a namespace that says nothing',
    {},
    {},
    'neither it nor its namespace has an injection label',
  ],
  [
    'asks by annotation (B01)',
    {},
    { annotations: { [INJECT]: 'true' } },
    'is an annotation, and webhooks go by labels',
  ],
  ['opts out by label', { 'istio-injection': 'enabled' }, { labels: { [INJECT]: 'false' } }, 'opts out'],
  [
    'opts out by annotation',
    { 'istio-injection': 'enabled' },
    { annotations: { [INJECT]: 'false' } },
    'opts out',
  ],
  ['is older than the label (B05)', { 'istio-injection': 'enabled' }, {}, 'it is older than that'],
  ['is in a namespace that opts out', { 'istio-injection': 'disabled' }, {}, 'istio-injection=disabled'],
  ['is of a revision that is not there', { 'istio.io/rev': '1-20' }, {}, 'there is no revision 1-20'],
])('a pod that %s', (_case, labels, change, expected) => {
  const namespaces = [{ metadata: { name: 'app', labels } }];
  const index = buildIndex({ ...REAL, namespaces });
  expect(whyNoSidecar(index, pod('a', '10.0.0.1', change))).toContain(expected);
});

test('a label that no revision answers to hides the revision (B04)', () => {
  const text = JSON.stringify(REAL.mutatingwebhookconfigurations[0]?.webhooks?.slice(0, 2));
  const webhooks = JSON.parse(text.replaceAll('"default"', '"1-20"'));
  const metadata = { name: 'istio-sidecar-injector-1-20', labels: { 'istio.io/rev': '1-20' } };
  const labels = { 'istio-injection': 'enabled', 'istio.io/rev': '1-20' };
  const index = buildIndex({
    ...REAL,
    namespaces: [{ metadata: { name: 'app', labels } }],
    mutatingwebhookconfigurations: [{ metadata, webhooks }],
  });
  expect(whyNoSidecar(index, pod())).toBe(
    'its namespace is labelled istio-injection=enabled, which no revision answers to, and hides istio.io/rev=1-20',
  );
});

test('nothing is said of webhooks that are not known, nor in namespaces that are never injected', () => {
  expect(whyNoSidecar(buildIndex({ ...REAL, mutatingwebhookconfigurations: [] }), pod())).toBeNull();
  const found = pod('a', '10.0.0.1', {}, 'kube-system');
  expect(whyNoSidecar(buildIndex(REAL), found)).toContain('never injects into namespace kube-system');
});
