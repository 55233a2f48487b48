import { expect, test } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import { meshOfPod } from '../../src/policy/mesh.ts';
import { controlPlaneOf } from '../../src/predict/control-plane.ts';
import { MESH } from '../policy/objects.ts';

const MESHES = [
  { ...MESH, revision: 'canary', tags: ['next'] },
  MESH,
  { ...MESH, namespace: 'cp', revision: 'basic', members: ['member'] },
];
const labelled = (revision: string, namespace = 'app'): Pod => ({
  metadata: { namespace, labels: { 'istio.io/rev': revision } },
});

test.each<[Pod, string, string]>([
  [labelled('canary'), 'istio-system/canary', 'the pod names revision canary'],
  [labelled('next'), 'istio-system/canary', 'the pod names next, a tag of revision canary'],
  [labelled('gone'), 'istio-system/default', 'the pod names revision gone, which no control plane has'],
  [{ metadata: { namespace: 'app' } }, 'istio-system/default', 'nothing names another revision'],
  [{ metadata: { namespace: 'member' } }, 'cp/basic', 'the namespace is a member of its mesh'],
])('%j: %s, %s', (pod, plane, why) => {
  const found = controlPlaneOf(MESHES, meshOfPod(MESHES, pod), pod);
  expect(`${found?.namespace}/${found?.revision}`).toBe(plane);
  expect(found?.reason).toBe(why);
});

test('says nothing where there is one control plane', () => {
  expect(controlPlaneOf([MESH], MESH, labelled('canary'))).toBeNull();
  expect(controlPlaneOf(MESHES, null, labelled('canary'))).toBeNull();
});
