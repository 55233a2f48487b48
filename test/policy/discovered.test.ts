import { expect, test } from 'vitest';
import { isDiscovered } from '../../src/policy/discovered.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { serverPolicy } from '../../src/policy/server.ts';
import { MESH, peer, pod, snapshot } from './objects.ts';

const namespaces = [{ metadata: { name: 'app', labels: { mesh: 'yes' } } }, { metadata: { name: 'out' } }];
const strict = { mtls: { mode: 'STRICT' } };
const SELECTED = { ...MESH, discoverySelectors: [{ matchLabels: { mesh: 'yes' } }] };

test('without selectors every namespace is seen, with them those that one selects (istio-semantics 1.1)', () => {
  const index = buildIndex(snapshot({ namespaces }));
  expect(
    [MESH, SELECTED].map((mesh) => ['app', 'out'].map((name) => isDiscovered(index, mesh, name))),
  ).toEqual([
    [true, true],
    [true, false],
  ]);
});

test('19: policies of a namespace that is left out have no effect, also those of the root namespace', () => {
  const peerauthentications = [peer('out', strict), peer('istio-system', strict, { name: 'mesh' })];
  const index = buildIndex(snapshot({ namespaces, peerauthentications }));
  const found = serverPolicy(index, SELECTED, pod('a', '10.0.0.1', {}, 'out'), 8080);
  expect(found.mode).toBe('PERMISSIVE');
  expect(found.rejected.map(({ why }) => why)).toEqual([
    'discoverySelectors leave namespace istio-system out',
    'discoverySelectors leave namespace out out',
  ]);
  expect(serverPolicy(index, MESH, pod('a', '10.0.0.1', {}, 'out'), 8080).mode).toBe('STRICT');
});

test('the mesh configuration names them', () => {
  const mesh = 'discoverySelectors:\n- matchLabels: {mesh: "yes"}\n';
  const configmaps = [{ metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh } }];
  expect(readMeshes(snapshot({ configmaps }))[0]?.discoverySelectors).toEqual(SELECTED.discoverySelectors);
});

test('18, second half: an istiod with an empty REVISION reads policies of every revision', () => {
  const canary = peer('app', strict, { labels: { 'istio.io/rev': 'canary' } });
  const index = buildIndex(snapshot({ peerauthentications: [canary] }));
  expect(serverPolicy(index, MESH, pod(), 8080).mode).toBe('PERMISSIVE');
  expect(serverPolicy(index, { ...MESH, readsAllRevisions: true }, pod(), 8080).mode).toBe('STRICT');
});

test('on OpenShift Service Mesh 2 policies outside the member roll have no effect (istio-semantics 9.1)', () => {
  const index = buildIndex(snapshot({ peerauthentications: [peer('out', strict)] }));
  const mesh = { ...MESH, members: ['app', 'istio-system'] };
  const found = serverPolicy(index, mesh, pod('a', '10.0.0.1', {}, 'out'), 8080);
  expect(found.mode).toBe('PERMISSIVE');
  expect(found.rejected.map(({ why }) => why)).toEqual(['namespace out is no member of the mesh']);
  expect(isDiscovered(index, mesh, 'app')).toBe(true);
});

test.each([
  { matchExpressions: [{ key: 'mesh', operator: 'In', values: [] }] },
  { matchExpressions: [{ key: 'mesh', operator: 'Is', values: ['yes'] }] },
  { matchExpressions: [{ operator: 'Exists' }] },
])('istiod uses none of the selectors when one is invalid: %j', (invalid) => {
  const mesh = { ...SELECTED, discoverySelectors: [...SELECTED.discoverySelectors, invalid] };
  expect(isDiscovered(buildIndex(snapshot({ namespaces })), mesh, 'out')).toBe(true);
});
