import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../src/model/kubernetes.ts';
import type { Snapshot } from '../../../../src/model/snapshot.ts';
import { NAMESPACE, sidecarPod } from '../scenario.ts';
import { AMBIENT, namespaces, pod, USE, WAYPOINT } from './ambient.ts';
import { codes } from './codes.ts';

describe('data plane of a pod', () => {
  const seen = (objects: Partial<Snapshot>) =>
    codes(objects)
      .filter((one) => one.startsWith('KIA131'))
      .map((one) => one.split(' ')[0]);
  it.each([
    ['K01', namespaces(AMBIENT), pod(), []],
    ['K02', namespaces({}), pod({ ...AMBIENT, 'sidecar.istio.io/inject': 'true' }, {}), ['KIA1311']],
    ['K03', namespaces({}), pod(USE('waypoint'), {}), ['KIA1312']],
    ['K04', namespaces(AMBIENT), pod(USE('missing')), ['KIA1313']],
    ['K05', namespaces(AMBIENT), pod({ 'sidecar.istio.io/inject': 'true' }), ['KIA1314']],
    ['K06', namespaces({}), sidecarPod('ratings', NAMESPACE, AMBIENT), ['KIA1315']],
    ['K07', namespaces(AMBIENT), sidecarPod('ratings', NAMESPACE), ['KIA1316']],
  ] satisfies [string, Partial<Snapshot>, Pod, string[]][])('%s', (_, world, one, expected) => {
    expect(seen({ ...world, pods: [one] })).toEqual(expected);
  });

  it('takes a waypoint that exists', () => {
    expect(seen({ ...namespaces(AMBIENT), ...WAYPOINT, pods: [pod(USE('waypoint'))] })).toEqual([]);
  });

  it('K19 says nothing of a workload without pods', () => {
    expect(seen({ ...namespaces(AMBIENT), pods: [] })).toEqual([]);
  });
});
