import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import { jobManifest } from '../../src/plan/manifests.ts';
import { podChanges } from '../../src/run/pod-changes.ts';

const template = jobManifest('sidecar', {
  id: 'abcd',
  namespace: 'app',
  image: 'node:22-alpine',
  timeout: 1000,
  keep: false,
  injectionLabels: {},
  shards: 1,
}).spec?.template;

/** The pod as it was asked for, with changes to its spec and to its `mesh` container. */
function pod(spec: Pod['spec'] = {}, mesh: object = {}): Pod {
  const containers = (template?.spec?.containers ?? []).map((container) => ({
    ...container,
    env: container.env?.map(({ name, value }) => ({ name, ...(value === undefined ? {} : { value }) })) ?? [],
    ...(container.name === 'mesh' ? mesh : {}),
  }));
  return JSON.parse(JSON.stringify({ metadata: { name: 'probe' }, spec: { containers, ...spec } }));
}
const messageOf = (given: Pod) => podChanges(template, given).problem?.message ?? '';

describe('podChanges', () => {
  it('finds nothing in the pod that was asked for, nor in what webhooks add to it', () => {
    const added = pod({ initContainers: [{ name: 'istio-proxy' }] });
    added.spec?.containers?.push({ name: 'agent' });
    added.spec?.containers?.[0]?.env?.push({ name: 'REGION', value: 'x' });
    for (const given of [pod(), added])
      expect(podChanges(template, given)).toEqual({ problem: null, harmless: [] });
  });

  it('takes an image of a mirror as it is, and tells of it', () => {
    const { problem, harmless } = podChanges(template, pod({}, { image: 'mirror.example.com/node:22' }));
    expect(problem).toBeNull();
    expect(harmless).toEqual(['container mesh has image mirror.example.com/node:22']);
  });

  it.each([
    ['the host network', pod({ hostNetwork: true }), 'host network'],
    ['a container taken away', pod({ containers: [] }), 'container mesh is missing'],
    ['another command', pod({}, { command: ['sleep'] }), 'the command of container mesh'],
    ['arguments', pod({}, { args: ['--inspect'] }), 'arguments of container mesh'],
    [
      'another group, that is redirected',
      pod({}, { securityContext: { runAsUser: 1000, runAsGroup: 1000 } }),
      'the group of container mesh',
    ],
    ['another user', pod({}, { securityContext: { runAsUser: 0, runAsGroup: 1337 } }), 'the user of'],
    ['another role', pod({}, { env: [{ name: 'MTLS_PROBE_ROLE', value: 'via' }] }), 'MTLS_PROBE_ROLE'],
  ])('does not believe a pod with %s', (_what, given, words) => {
    expect(podChanges(template, given).problem?.code).toBe('POD_CHANGED');
    expect(messageOf(given)).toContain(words);
  });
});
