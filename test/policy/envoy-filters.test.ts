import { expect, test } from 'vitest';
import type { EnvoyFilter, RequestAuthentication } from '../../src/model/istio.ts';
import { type FilterSide, filtersOf, transportParts } from '../../src/policy/envoy-filters.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { tokenPolicies } from '../../src/policy/request-authentications.ts';
import { MESH, snapshot } from './objects.ts';

const filter = (spec: unknown, namespace = 'app', metadata: object = {}): EnvoyFilter => ({
  metadata: { name: 'f', namespace, ...metadata },
  spec: spec as NonNullable<EnvoyFilter['spec']>,
});
const patches = (...configPatches: unknown[]) => filter({ configPatches });

test.each<[string, EnvoyFilter, FilterSide, string[]]>([
  ['a listener, any context', patches({ applyTo: 'LISTENER' }), 'inbound', ['LISTENER']],
  ['ANY', patches({ applyTo: 'FILTER_CHAIN', match: { context: 'ANY' } }), 'outbound', ['FILTER_CHAIN']],
  ['the other side', patches({ applyTo: 'LISTENER', match: { context: 'SIDECAR_OUTBOUND' } }), 'inbound', []],
  [
    'its side',
    patches({ applyTo: 'CLUSTER', match: { context: 'SIDECAR_OUTBOUND' } }),
    'outbound',
    ['CLUSTER'],
  ],
  ['a gateway', patches({ applyTo: 'LISTENER', match: { context: 'GATEWAY' } }), 'inbound', []],
  ['a new cluster', patches({ applyTo: 'CLUSTER', patch: { operation: 'ADD' } }), 'outbound', []],
  [
    'a changed cluster',
    patches({ applyTo: 'CLUSTER', patch: { operation: 'MERGE' } }),
    'outbound',
    ['CLUSTER'],
  ],
  ['the bootstrap', patches({ applyTo: 'BOOTSTRAP' }), 'inbound', ['BOOTSTRAP']],
  ['HTTP filters and routes', patches({ applyTo: 'HTTP_FILTER' }, { applyTo: 'HTTP_ROUTE' }), 'inbound', []],
  [
    'several, sorted, once',
    patches({ applyTo: 'NETWORK_FILTER' }, { applyTo: 'LISTENER' }, { applyTo: 'LISTENER' }),
    'inbound',
    ['LISTENER', 'NETWORK_FILTER'],
  ],
  [
    'for a gateway by name',
    filter({ targetRefs: [{}], configPatches: [{ applyTo: 'LISTENER' }] }),
    'inbound',
    [],
  ],
  ['no list', filter({ configPatches: 7 }), 'inbound', []],
  ['no patch', patches(null, 'x', { applyTo: 3 }), 'inbound', []],
])('transport parts of a filter: %s', (_name, object, side, expected) => {
  expect(transportParts(object, side)).toEqual(expected);
});

const LISTENER = { configPatches: [{ applyTo: 'LISTENER' }] };
const WORKLOAD = { namespace: 'app', labels: { app: 'a' } };

test.each<[string, EnvoyFilter, number]>([
  ['its namespace', filter(LISTENER), 1],
  ['the root namespace', filter(LISTENER, 'istio-system'), 1],
  ['another namespace', filter(LISTENER, 'other'), 0],
  ['a selector that fits', filter({ ...LISTENER, workloadSelector: { labels: { app: 'a' } } }), 1],
  ['a selector that does not', filter({ ...LISTENER, workloadSelector: { labels: { app: 'b' } } }), 0],
  ['another revision', filter(LISTENER, 'app', { labels: { 'istio.io/rev': 'canary' } }), 0],
])('a filter of %s', (_name, object, expected) => {
  const index = buildIndex(snapshot({ envoyfilters: [object] }));
  expect(filtersOf(index, MESH, WORKLOAD, 'inbound')).toHaveLength(expected);
});

test('names the filter and what it patches', () => {
  const index = buildIndex(snapshot({ envoyfilters: [filter(LISTENER)] }));
  expect(filtersOf(index, MESH, WORKLOAD, 'inbound')).toEqual([
    {
      object: { kind: 'EnvoyFilter', namespace: 'app', name: 'f' },
      what: 'EnvoyFilter app/f patches LISTENER, and what that does to mTLS is not evaluated',
    },
  ]);
});

test('RequestAuthentications hold by namespace, root namespace and selector', () => {
  const policy = (name: string, namespace: string, spec: RequestAuthentication['spec']) => ({
    metadata: { name, namespace },
    ...(spec && { spec }),
  });
  const requestauthentications = [
    policy('all', 'app', {}),
    policy('mine', 'app', { selector: { matchLabels: { app: 'a' } } }),
    policy('theirs', 'app', { selector: { matchLabels: { app: 'b' } } }),
    policy('mesh', 'istio-system', {}),
    policy('waypoint', 'app', { targetRefs: [{ kind: 'Gateway' }] }),
    policy('elsewhere', 'other', {}),
  ];
  const index = buildIndex(snapshot({ requestauthentications }));
  const names = tokenPolicies(index, MESH, WORKLOAD).map(({ object }) => object.name);
  expect(names.toSorted()).toEqual(['all', 'mesh', 'mine']);
});
