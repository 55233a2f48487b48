import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { staticFindings } from '../../src/policy/findings/static-findings.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { predict } from '../../src/predict/predict.ts';
import { predictedFindings } from '../../src/predict/predicted-findings.ts';
import { MESH, NATIVE, pod, service, slice, snapshot } from '../policy/objects.ts';

const ROOT = MESH.rootNamespace;
const CLIENT = { namespace: 'cli9', labels: { app: 'client' } };
const MODES = ['UNSET', 'STRICT', 'PERMISSIVE', 'DISABLE'];
const TLS = ['DISABLE', 'SIMPLE', 'ISTIO_MUTUAL'];
const selectors = fc.constantFrom(
  {},
  { selector: { matchLabels: { app: 'a' } } },
  { selector: { matchLabels: { app: 'b' } } },
);
const mode = fc.constantFrom(...MODES);
const tls = fc.constantFrom(...TLS).map((one) => ({ tls: { mode: one } }));
const ports = fc.option(
  mode.map((one) => ({ portLevelMtls: { '8080': { mode: one } } })),
  { nil: {} },
);

/** Objects of one kind with names of their own; `spec` says what they may say. */
function objectsOf(places: string[], spec: fc.Arbitrary<object>) {
  const metadata = fc.record({
    name: fc.constantFrom('p', 'q', 'r'),
    namespace: fc.constantFrom(...places),
    creationTimestamp: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
  });
  return fc.uniqueArray(fc.record({ metadata, spec }), {
    maxLength: 4,
    selector: (object) => `${object.metadata.namespace}/${object.metadata.name}`,
  });
}

const PLACES = ['app', 'cli9', ROOT, 'other'];
const world = fc
  .record({
    peerauthentications: objectsOf(
      PLACES,
      fc.tuple(selectors, mode, ports).map(([a, one, c]) => ({ ...a, mtls: { mode: one }, ...c })),
    ),
    destinationrules: objectsOf(
      PLACES,
      fc.record({
        host: fc.constantFrom('web.app.svc.cluster.local', '*.app.svc.cluster.local', 'web'),
        trafficPolicy: tls,
        exportTo: fc.constantFrom(['*'], ['.']),
      }),
    ),
    authorizationpolicies: objectsOf(
      ['app', ROOT],
      fc
        .tuple(selectors, fc.constantFrom('ALLOW', 'DENY'))
        .map(([a, action]) => ({ ...a, action, rules: [{}] })),
    ),
    envoyfilters: objectsOf(['app', ROOT], fc.constant({ configPatches: [{ applyTo: 'LISTENER' }] })),
    networkpolicies: objectsOf(
      ['app', 'cli9'],
      fc.record({
        podSelector: fc.constantFrom({}, { matchLabels: { app: 'a' } }),
        ingress: fc.constantFrom([], [{}], [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]),
      }),
    ),
  })
  .map((policies): Snapshot => ({ ...snapshot(), ...WORKLOADS, ...policies }) as Snapshot);

const SIDECAR = { ...NATIVE, labels: { 'security.istio.io/tlsMode': 'istio' } };
const WORKLOADS = {
  namespaces: ['app', 'cli9', 'other', ROOT].map((name) => ({ metadata: { name } })),
  pods: [pod('a-1', '10.0.0.1', SIDECAR), pod('a-2', '10.0.0.2')],
  services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
  endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a-1', '10.0.0.2': 'a-2' })],
};

/** Everything that is said of namespace `app`: server side, client side, findings. */
function said(all: Snapshot, mesh = MESH, namespace = 'app', client = CLIENT) {
  const index = buildIndex(all);
  const targets = listTargets(index, { namespace, service: [], port: [], domain: 'cluster.local' });
  const pods = { 'no-sidecar': client, sidecar: client };
  const predictions = predict(index, [mesh], targets, { mesh, ...client, pods });
  return {
    endpoints: [...predictions.endpoints.values()],
    services: [...predictions.services.values()],
    findings: [
      ...staticFindings(index, [mesh], targets),
      ...predictedFindings(index, [mesh], targets, predictions),
    ],
  };
}

const shuffled = (all: Snapshot) =>
  fc
    .tuple(
      ...Object.values(all).map((list: unknown[]) => fc.shuffledSubarray(list, { minLength: list.length })),
    )
    .map((lists) => Object.fromEntries(Object.keys(all).map((key, at) => [key, lists[at]])) as Snapshot);

describe('what is predicted and found, for any policies', () => {
  it('does not depend on the order in which the API lists objects', () => {
    const pairs = world.chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(pairs, ([all, other]) => {
        expect(said(other)).toEqual(said(all));
      }),
      { numRuns: 150 },
    );
  });

  it('does not change with objects that concern others', () => {
    fc.assert(
      fc.property(world, mode, tls, (all, one, trafficPolicy) => {
        const metadata = { name: 'more', namespace: 'third' };
        const more = {
          pods: [
            ...all.pods,
            { ...pod('z', '10.9.9.9', SIDECAR), metadata: { ...metadata, labels: { app: 'a' } } },
          ],
          peerauthentications: [...all.peerauthentications, { metadata, spec: { mtls: { mode: one } } }],
          destinationrules: [
            ...all.destinationrules,
            { metadata, spec: { host: 'web', exportTo: ['.'], trafficPolicy } },
          ],
          networkpolicies: [...all.networkpolicies, { metadata, spec: { podSelector: {} } }],
          authorizationpolicies: [...all.authorizationpolicies, { metadata, spec: {} }],
        };
        const [before, after] = [said(all), said({ ...all, ...more })];
        expect(after.endpoints).toEqual(before.endpoints);
        expect(after.services).toEqual(before.services);
        const own = after.findings.filter(({ objects }) => objects.every(({ name }) => name !== 'more'));
        expect(own).toEqual(before.findings);
      }),
      { numRuns: 150 },
    );
  });

  it('does not change but for the names where everything gets other names', () => {
    // The same order, so that ties by name come out the same.
    const renamed = <T>(value: T): T =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll('"app"', '"apple"')
          .replaceAll('app/', 'apple/')
          .replaceAll('.app.', '.apple.')
          .replaceAll('namespace app', 'namespace apple')
          .replaceAll('cli9', 'clj9'),
      ) as T;
    fc.assert(
      fc.property(world, (all) => {
        const client = { namespace: 'clj9', labels: renamed(CLIENT.labels) };
        expect(said(renamed(all), MESH, 'apple', client)).toEqual(renamed(said(all)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('the narrower scope', () => {
  const rule = (
    name: string,
    namespace: string,
    trafficPolicy: object,
    host = 'web.app.svc.cluster.local',
  ) => ({
    metadata: { name, namespace, creationTimestamp: '2025-01-01T00:00:00Z' },
    spec: { host, trafficPolicy },
  });
  const sent = (all: Snapshot) => said(all).services[0]?.client[0]?.policy;

  it('wins on the client side: the client’s namespace, then the port, whatever else there is', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('DISABLE', 'ISTIO_MUTUAL'), (all, own) => {
        const others = all.destinationrules.filter(({ metadata }) => metadata?.namespace !== 'cli9');
        const narrow = rule('own', 'cli9', { tls: { mode: own } });
        const found = sent({ ...all, destinationrules: [...others, narrow] });
        expect(found).toMatchObject({
          tls: own === 'DISABLE' ? 'plaintext' : 'mtls',
          decidedBy: { name: 'own', namespace: 'cli9' },
        });
        const settings = [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }];
        const port = rule('own', 'cli9', { tls: { mode: own }, portLevelSettings: settings });
        expect(sent({ ...all, destinationrules: [...others, port] })?.tls).toBe('simple');
      }),
      { numRuns: 100 },
    );
  });
});
