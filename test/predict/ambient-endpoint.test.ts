import { describe, expect, it } from 'vitest';
import type { PeerAuthentication } from '../../src/model/istio.ts';
import type { MeshSettings } from '../../src/model/policy.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { predictEndpoint } from '../../src/predict/endpoint.ts';
import { MESH, peer, pod, snapshot } from '../policy/objects.ts';
import { endpointTarget } from './endpoint-target.ts';

const target = endpointTarget();
const selector = { matchLabels: { app: 'a' } };
const workload = (port: string, age = 5) =>
  peer('app', { selector, portLevelMtls: { 8080: { mode: port } } }, { name: 'w', age });
const strict = (age = 0) => peer('app', { mtls: { mode: 'STRICT' } }, { age });

function predicted(
  peerauthentications: PeerAuthentication[],
  {
    annotations = {},
    objects = {},
    mesh = {},
  }: { annotations?: Record<string, string>; objects?: Partial<Snapshot>; mesh?: Partial<MeshSettings> } = {},
) {
  const found = pod('a', '10.0.0.1', {
    annotations: { 'ambient.istio.io/redirection': 'enabled', ...annotations },
  });
  const index = buildIndex(snapshot({ pods: [found], peerauthentications, ...objects }));
  const prediction = predictEndpoint(index, [{ ...MESH, ...mesh }], target);
  return { ...prediction, row: `${prediction.declared.mode} ${prediction.effective} ${prediction.cause}` };
}

/** istio-semantics 7.2 and measured.md section 6. */
describe('an ambient endpoint', () => {
  it.each<[string, PeerAuthentication[], string]>([
    ['STRICT', [strict()], 'STRICT STRICT null'],
    ['nothing', [], 'PERMISSIVE PERMISSIVE null'],
    ['22: DISABLE', [peer('app', { mtls: { mode: 'DISABLE' } })], 'DISABLE PERMISSIVE ambient-disable'],
    ['20: a lost exception', [strict(), workload('DISABLE')], 'DISABLE STRICT ambient-conversion'],
    ['an exception', [strict(), workload('PERMISSIVE')], 'PERMISSIVE PERMISSIVE null'],
    [
      'B: a port without an exception of its own',
      [
        peer('istio-system', { mtls: { mode: 'STRICT' } }),
        peer('app', {}, { age: 1 }),
        peer('app', { selector, portLevelMtls: { 9000: { mode: 'PERMISSIVE' } } }, { name: 'w', age: 2 }),
      ],
      'STRICT PERMISSIVE ambient-conversion',
    ],
    [
      'A: a port without an exception of its own',
      [peer('app', { selector, portLevelMtls: { 9000: { mode: 'PERMISSIVE' } } }, { name: 'w' }), strict(3)],
      'STRICT STRICT ambient-history',
    ],
  ])('%s', (_name, policies, row) => {
    expect(predicted(policies).row).toBe(row);
  });

  it('closes everything under STRICT, TLS with a mesh certificate too', () => {
    const { outcomes, unsupported } = predicted([strict()]);
    const { hbone, 'hbone-certless': certless, ...onThePort } = outcomes;
    expect(new Set(Object.values(onThePort).flat())).toEqual(new Set(['closed-after-bytes']));
    expect(hbone).toEqual(['replied', 'silent', 'closed-after-bytes', 'denied', 'tunnel-refused']);
    expect(certless).toEqual(['certificate-required']);
    expect(unsupported).toBeUndefined();
    expect(predicted([]).outcomes.plaintext).toContain('replied');
  });

  it('enforces nothing where the pod is taken out of capture', () => {
    const annotations = { 'ambient.istio.io/bypass-inbound-capture': 'true' };
    expect(predicted([strict()], { annotations }).row).toBe('STRICT NONE not-captured');
  });

  it('may be refused by an AuthorizationPolicy, but not by a waypoint’s', () => {
    const policy = (spec: object) => ({
      objects: { authorizationpolicies: [{ metadata: { name: 'p', namespace: 'app' }, spec }] },
    });
    expect(predicted([strict()], policy({ action: 'DENY', rules: [{}] })).cause).toBe('access-denied');
    expect(predicted([strict()], policy({ targetRefs: [{ kind: 'Gateway', name: 'w' }] })).cause).toBeNull();
  });

  it.each([
    ['', undefined],
    ['in its namespace', 'app'],
    ['in the root namespace', 'istio-system'],
  ])('is not proved where AuthorizationPolicies may not be listed %s', (_name, namespace) => {
    const note = { resource: 'authorizationpolicies', problem: 'forbidden' } as const;
    const notes = [note, ...(namespace === undefined ? [] : [{ ...note, namespace }])];
    const { unsupported } = predicted([strict()], { objects: { notes } });
    if (namespace === undefined) expect(unsupported).toBeUndefined();
    else expect(unsupported).toContain(`AuthorizationPolicies of namespace ${namespace}`);
  });

  it('says nothing of the ports that ztunnel has itself', () => {
    const found = pod('a', '10.0.0.1', { annotations: { 'ambient.istio.io/redirection': 'enabled' } });
    const index = buildIndex(snapshot({ pods: [found], peerauthentications: [strict()] }));
    const { unsupported } = predictEndpoint(index, [MESH], { ...target, port: 15006 });
    expect(unsupported).toBe('ztunnel keeps port 15006 for itself');
  });

  it.each([
    ['1.18.0', [strict()], 'before 1.19'],
    ['1.24.0', [strict(), workload('PERMISSIVE')], 'before 1.25'],
    ['1.24.0', [strict()], undefined],
    ['1.31.0', [strict(), peer('app', {}, { name: 'other' })], 'same age'],
  ])('of Istio %s', (version, policies, expected) => {
    const { unsupported } = predicted(policies, { mesh: { version } });
    if (expected === undefined) expect(unsupported).toBeUndefined();
    else expect(unsupported).toContain(expected);
  });
});
