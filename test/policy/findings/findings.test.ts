import { describe, expect, it, test } from 'vitest';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { staticFindings } from '../../../src/policy/findings/static-findings.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { listTargets } from '../../../src/policy/targets.ts';
import { MESH, NATIVE, peer, pod, service, slice, snapshot } from '../objects.ts';

const selector = { matchLabels: { app: 'a' } };
const workload = { labels: { 'security.istio.io/tlsMode': 'istio' }, ...NATIVE };
const base = {
  pods: [pod('a', '10.0.0.1', workload)],
  services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
  endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' })],
};

function findings(objects: Partial<Snapshot>, mesh = MESH) {
  const index = buildIndex(snapshot({ ...base, ...objects }));
  const targets = listTargets(index, { namespace: 'app', service: [], port: [], domain: 'cluster.local' });
  return staticFindings(index, [mesh], targets).map(
    ({ code, objects: [first], detail }) => `${code} ${first?.name}: ${detail}`,
  );
}
const policies = (...peerauthentications: Snapshot['peerauthentications']) =>
  findings({ peerauthentications });

describe('findings about PeerAuthentication', () => {
  it('says nothing where nothing is wrong', () => {
    expect(policies(peer('app', { mtls: { mode: 'STRICT' } }), peer('istio-system', {}))).toEqual([]);
  });

  it('MTLS301: a selector in the root namespace', () => {
    expect(policies(peer('istio-system', { selector }))).toEqual([
      'MTLS301 default: istio-system is the root namespace.',
    ]);
  });

  it('MTLS302: a second policy of a level, with and without a selector', () => {
    const found = policies(
      peer('app', {}, { name: 'one', age: 1 }),
      peer('app', {}, { name: 'two', age: 2 }),
      peer('app', { selector }, { name: 'w1', age: 1 }),
      peer('app', { selector }, { name: 'w2', age: 2 }),
    );
    expect(found).toEqual(['MTLS302 two: one is older.', 'MTLS302 w2: w1 is older.']);
  });

  it('MTLS303: a Service port where a container port belongs', () => {
    expect(policies(peer('app', { selector, portLevelMtls: { 80: { mode: 'DISABLE' } } }))).toEqual([
      'MTLS303 default: web:80 leads to port 8080.',
    ]);
    expect(policies(peer('app', { selector, portLevelMtls: { 8080: { mode: 'DISABLE' } } }))).toEqual([]);
  });

  it('MTLS304: ports without a selector', () => {
    expect(policies(peer('app', { portLevelMtls: { 8080: { mode: 'STRICT' } } }))).toEqual([
      'MTLS304 default: Port 8080 is ignored.',
    ]);
  });

  it('MTLS305: a revision that no istiod has', () => {
    expect(policies(peer('app', {}, { labels: { 'istio.io/rev': 'prod' } }))).toEqual([
      'MTLS305 default: Its label is istio.io/rev=prod.',
    ]);
  });

  it('MTLS306: a namespace outside discoverySelectors', () => {
    const mesh = { ...MESH, discoverySelectors: [{ matchLabels: { mesh: 'yes' } }] };
    const peerauthentications = [peer('app', { mtls: { mode: 'STRICT' } })];
    expect(findings({ peerauthentications }, mesh)).toEqual(['MTLS306 default: It is in namespace app.']);
  });

  test.each([
    [{ mtls: { mode: 'strict' } }, 'MTLS307 default: The mode of mtls is "strict".'],
    [{ selector, portLevelMtls: { 8080: { mode: 'OFF' } } }, 'MTLS307 default: The mode of 8080 is "OFF".'],
  ])('MTLS307: %j', (spec, expected) => {
    expect(policies(peer('app', spec))).toEqual([expected]);
  });
});

describe('findings about the rest', () => {
  it('MTLS313: a doubt about the mesh configuration', () => {
    expect(findings({}, { ...MESH, doubts: ['it does not parse'] })).toEqual([
      'MTLS313 istio: It does not parse.',
    ]);
  });

  it('MTLS314: a malformed object', () => {
    const odd = { metadata: { name: 'odd', namespace: 'app' }, spec: 'text' } as never;
    expect(policies(odd)).toEqual(['MTLS314 odd: It has a spec that is no object.']);
  });

  test.each([
    ['LISTENER', 'SIDECAR_INBOUND', true],
    ['FILTER_CHAIN', undefined, true],
    ['NETWORK_FILTER', 'ANY', true],
    ['LISTENER', 'SIDECAR_OUTBOUND', true],
    ['LISTENER', 'GATEWAY', false],
    ['HTTP_FILTER', 'SIDECAR_INBOUND', false],
    ['CLUSTER', 'ANY', true],
  ])('MTLS315: an EnvoyFilter on %s, %s: %s', (applyTo, context, told) => {
    const configPatches = [{ applyTo, match: { ...(context && { context }) } }];
    const filter = { metadata: { name: 'f', namespace: 'app' }, spec: { configPatches } };
    expect(findings({ envoyfilters: [filter] })).toEqual(told ? [`MTLS315 f: It patches ${applyTo}.`] : []);
  });

  it('MTLS316: identities on a PERMISSIVE port', () => {
    const rules = [{ from: [{ source: { principals: ['*'] } }] }];
    const authorizationpolicies = [{ metadata: { name: 'p', namespace: 'app' }, spec: { rules } }];
    expect(findings({ authorizationpolicies })).toEqual(['MTLS316 p: Port 8080 of pod app/a is PERMISSIVE.']);
    const peerauthentications = [peer('app', { mtls: { mode: 'STRICT' } })];
    expect(findings({ authorizationpolicies, peerauthentications })).toEqual([]);
  });
});
