import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { predict } from '../../src/predict/predict.ts';
import { MESH, NATIVE, peer, pod, service, slice, snapshot } from '../policy/objects.ts';
import { type Path, places, replaced } from '../support/json-places.ts';

const named = (name: string, namespace = 'app') => ({ name, namespace });
const APP = { matchLabels: { app: 'a' } };

/** One of every policy that rules read, all of them about the one Service. */
const REAL: Snapshot = snapshot({
  namespaces: [{ metadata: { name: 'app' } }],
  pods: [pod('a', '10.0.0.1', { ...NATIVE, labels: { 'security.istio.io/tlsMode': 'istio' } })],
  services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
  endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' })],
  peerauthentications: [
    peer('app', {
      selector: APP,
      mtls: { mode: 'STRICT' },
      portLevelMtls: { '8080': { mode: 'PERMISSIVE' } },
    }),
  ],
  destinationrules: [
    {
      metadata: named('d'),
      spec: {
        host: 'web',
        exportTo: ['.'],
        trafficPolicy: {
          tls: { mode: 'ISTIO_MUTUAL' },
          portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }],
        },
        subsets: [{ name: 'v1', labels: { app: 'a' }, trafficPolicy: { tls: { mode: 'SIMPLE' } } }],
      },
    },
  ],
  virtualservices: [
    {
      metadata: named('v'),
      spec: {
        hosts: ['web'],
        gateways: ['mesh'],
        http: [{ route: [{ destination: { host: 'web', subset: 'v1', port: { number: 80 } }, weight: 1 }] }],
      },
    },
  ],
  sidecars: [
    {
      metadata: named('s'),
      spec: {
        workloadSelector: { labels: { app: 'a' } },
        ingress: [
          { port: { number: 8080, protocol: 'HTTP', name: 'http' }, defaultEndpoint: '127.0.0.1:8080' },
        ],
        egress: [{ hosts: ['./*'] }],
      },
    },
  ],
  authorizationpolicies: [
    { metadata: named('a'), spec: { selector: APP, rules: [{ from: [{ source: { namespaces: ['x'] } }] }] } },
  ],
  envoyfilters: [
    {
      metadata: named('e'),
      spec: {
        workloadSelector: { labels: { app: 'a' } },
        configPatches: [{ applyTo: 'LISTENER', match: { context: 'ANY' }, patch: { operation: 'MERGE' } }],
      },
    },
  ],
  requestauthentications: [{ metadata: named('r'), spec: { selector: APP } }],
  networkpolicies: [
    {
      metadata: named('n'),
      spec: {
        podSelector: APP,
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: APP }], ports: [{ port: 8080 }] }],
      },
    },
  ],
});
const KINDS = [
  'services',
  'endpointslices',
  'peerauthentications',
  'destinationrules',
  'virtualservices',
  'sidecars',
  'authorizationpolicies',
  'envoyfilters',
  'requestauthentications',
  'networkpolicies',
] as const;
/** Values of a wrong type wherever they stand: the API has no field that takes them all, and null is absent. */
const ODD = [true, 3.5, -1, 99_999, Number.NaN, [7], [[]], 'SOMETIMES\u0000', { a: { b: 7 } }];

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}

function predicted(all: Snapshot) {
  const index = buildIndex(all);
  const targets = listTargets(index, { namespace: 'app', service: [], port: [], domain: 'cluster.local' });
  const probe = { namespace: 'app', labels: { role: 'probe' } };
  const pods = { 'no-sidecar': probe, sidecar: probe };
  const { endpoints, services } = predict(index, [MESH], targets, { mesh: MESH, ...probe, pods });
  return { rows: [...endpoints.values(), ...services.values()], malformed: index.malformed };
}

const PLACES = KINDS.flatMap((kind) => places(REAL[kind][0], [kind, 0]).filter(({ length }) => length > 2));
const BEFORE = predicted(REAL);

it('a field of a wrong type is told and lowers confidence, or changes nothing', () => {
  expect(BEFORE.rows.map(({ unsupported }) => unsupported)).toEqual([undefined, undefined]);
  expect(BEFORE.malformed).toEqual([]);
  fc.assert(
    fc.property(fc.constantFrom(...PLACES), fc.constantFrom(...ODD), (path, odd) => {
      fc.pre(typeOf(valueAt(REAL, path)) !== typeOf(odd));
      const after = predicted(replaced(REAL, path, odd) as Snapshot);
      if (after.malformed.length === 0) {
        expect(after.rows).toEqual(BEFORE.rows);
        return;
      }
      const [kind] = path;
      // What the rows say rests on less; without Service or slice they are missing, which the run tells.
      const [endpoint, client] = after.rows;
      if (kind === 'networkpolicies') expect(JSON.stringify(endpoint)).toContain('"access":"unknown"');
      else if (client && client.target !== endpoint?.target) expect(client.unsupported).toBeDefined();
    }),
    { numRuns: 600, seed: 3 },
  );
});

it('a mode that is not known is no match either', () => {
  const policy = peer('app', { mtls: { mode: 'ALWAYS' } });
  const { rows } = predicted({
    ...REAL,
    peerauthentications: [policy],
    virtualservices: [],
    destinationrules: [],
  });
  expect(rows.map(({ unsupported }) => unsupported)).toEqual(
    rows.map(() => 'PeerAuthentication app/default has a mode that is not known'),
  );
});

it('a pod that was not read is not the same as no pod', () => {
  const { rows } = predicted({ ...REAL, pods: [] });
  expect(rows[0]?.unsupported).toContain('pod app/a is not in the list of pods');
});
