import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../src/model/kubernetes.ts';
import type { Snapshot } from '../../../../src/model/snapshot.ts';
import { authorization, NAMESPACE, sidecarPod } from '../scenario.ts';
import {
  AMBIENT,
  L4,
  L7,
  namespaces,
  only,
  pod,
  ratings,
  SELECTED,
  TARGETED,
  USE,
  WAYPOINT,
} from './ambient.ts';
import { codes } from './codes.ts';

describe('KIA1317', () => {
  const seen = (one: Pod, spec: object, world: Partial<Snapshot> = namespaces(AMBIENT)) =>
    only(codes({ ...world, ...authorization(spec), pods: [one] }), 'KIA1317');
  it.each([
    ['K08', pod(), { ...SELECTED, ...L7 }, 1],
    ['K11 opted out', pod({ 'istio.io/dataplane-mode': 'none' }, {}), { ...SELECTED, ...L7 }, 0],
    [
      'K12 opted out, stale annotation',
      pod({ 'istio.io/dataplane-mode': 'none' }),
      { ...SELECTED, ...L7 },
      0,
    ],
    ['K10 sidecar', sidecarPod('ratings', NAMESPACE), { ...SELECTED, ...L7 }, 0],
    ['K13 L4', pod(), { ...SELECTED, ...L4 }, 0],
    ['K14 another workload', pod(), { selector: { matchLabels: { app: 'reviews' } }, ...L7 }, 0],
    ['K15 a waypoint', pod({ 'gateway.networking.k8s.io/gateway-name': 'waypoint' }), L7, 0],
    ['K16 a gateway', pod({ 'gateway.networking.k8s.io/gateway-name': 'ingress' }), L7, 0],
    ['K17 another Service', pod(), { targetRefs: [{ kind: 'Service', name: 'reviews' }], ...L7 }, 0],
    ['K18', pod(), { ...TARGETED, ...L7 }, 1],
  ])('%s', (_, one, spec, count) => {
    expect(seen(one, spec)).toHaveLength(count);
  });

  it('K09 out of the mesh', () => {
    expect(seen(pod({}, {}), { ...SELECTED, ...L7 }, namespaces({}))).toEqual([]);
  });

  it('is satisfied by a waypoint', () => {
    const enrolled = { ...namespaces({ ...AMBIENT, ...USE('waypoint') }), ...WAYPOINT };
    expect(seen(pod(), { ...SELECTED, ...L7 }, enrolled)).toEqual([]);
  });
});

describe('policies in ambient mode', () => {
  const enrolled = { ...namespaces({ ...AMBIENT, ...USE('waypoint') }), ...WAYPOINT };
  const seen = (world: Partial<Snapshot>, spec: object) =>
    only(codes({ pods: [pod()], services: [ratings()], ...world, ...authorization(spec) }), 'KIA01');
  it.each([
    ['K20', namespaces(AMBIENT), { ...SELECTED, ...L7 }, ['KIA0109', 'KIA0110']],
    ['K21', enrolled, { ...SELECTED, ...L7 }, ['KIA0110']],
    ['K22', enrolled, { ...TARGETED, ...L7 }, []],
    ['K23', namespaces(AMBIENT), { ...SELECTED, ...L4 }, []],
    ['K24', namespaces({ 'istio-injection': 'enabled' }), { ...SELECTED, ...L7 }, []],
    [
      'K30',
      { ...namespaces(AMBIENT), pods: [pod({ 'istio.io/dataplane-mode': 'none' }, {})] },
      { ...SELECTED, ...L7 },
      ['KIA0110'],
    ],
    ['K31', { ...enrolled, services: [ratings(USE('none'))] }, { ...TARGETED, ...L7 }, ['KIA0109']],
  ] satisfies [string, Partial<Snapshot>, object, string[]][])('%s', (_, world, spec, expected) => {
    expect(seen(world, spec)).toEqual(expected);
  });

  it('K27 a RequestAuthentication', () => {
    const requestauthentications = [{ metadata: { name: 'jwt', namespace: NAMESPACE }, spec: SELECTED }];
    const world = { ...namespaces(AMBIENT), pods: [pod()], requestauthentications };
    expect(only(codes(world), 'KIA111')).toEqual(['KIA1110', 'KIA1115']);
  });
});
