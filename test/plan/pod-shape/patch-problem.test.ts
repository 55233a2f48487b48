import { describe, expect, it } from 'vitest';
import { patchProblem } from '../../../src/plan/pod-shape/patch-problem.ts';

const spec = (fields: Record<string, unknown>) => ({ spec: fields });
const container = (fields: Record<string, unknown>) => spec({ containers: [{ name: 'via', ...fields }] });

describe('patchProblem', () => {
  it.each([
    ['where the pod runs', spec({ nodeSelector: { pool: 'infra' }, tolerations: [{ operator: 'Exists' }] })],
    ['affinity to nodes', spec({ affinity: { nodeAffinity: {} } })],
    ['no user at all, for OpenShift', container({ securityContext: { runAsUser: null } })],
    ['resources', container({ resources: { limits: { memory: '256Mi' } }, imagePullPolicy: 'Always' })],
    ['a local seccomp profile', spec({ securityContext: { seccompProfile: { type: 'Localhost' } } })],
  ])('lets through %s', (_what, patch) => {
    expect(patchProblem(patch)).toBeNull();
  });

  it.each([
    ['hostNetwork', spec({ hostNetwork: true }), 'spec.hostNetwork cannot be patched'],
    ['hostPID', spec({ hostPID: true }), 'spec.hostPID'],
    ['restartPolicy', spec({ restartPolicy: 'Always' }), 'spec.restartPolicy'],
    ['activeDeadlineSeconds', spec({ activeDeadlineSeconds: 99999 }), 'spec.activeDeadlineSeconds'],
    ['volumes', spec({ volumes: [{ name: 'x', hostPath: { path: '/' } }] }), 'spec.volumes'],
    ['a token', spec({ automountServiceAccountToken: true }), 'spec.automountServiceAccountToken'],
    ['the account', spec({ serviceAccountName: 'admin' }), 'use --from-service-account'],
    ['a priority', spec({ priorityClassName: 'system-node-critical' }), 'spec.priorityClassName'],
    ['keeping others away', spec({ affinity: { podAntiAffinity: {} } }), 'spec.affinity.podAntiAffinity'],
    ['names', spec({ hostAliases: [] }), 'spec.hostAliases'],
    ['init containers', spec({ initContainers: [] }), 'spec.initContainers'],
    ['another container', spec({ containers: [{ name: 'istio-proxy' }] }), 'not named outside, mesh, via'],
    ['the command', container({ command: ['sh'] }), 'spec.containers[via].command'],
    ['the image', container({ image: 'evil' }), 'spec.containers[via].image'],
    ['the environment', container({ env: [] }), 'spec.containers[via].env'],
    ['the group', container({ securityContext: { runAsGroup: 1337 } }), 'securityContext.runAsGroup'],
    ['privileges', container({ securityContext: { privileged: true } }), 'securityContext.privileged'],
    ['capabilities', container({ securityContext: { capabilities: {} } }), 'securityContext.capabilities'],
    ['root', container({ securityContext: { runAsUser: 0 } }), 'must be a number above 0'],
    ["the proxy's user", container({ securityContext: { runAsUser: 1337 } }), 'must not be 1337'],
    ['no profile', spec({ securityContext: { seccompProfile: { type: 'Unconfined' } } }), 'RuntimeDefault'],
    ['null of all security', spec({ securityContext: null }), 'spec.securityContext must be an object'],
    ['labels', { metadata: { labels: {} }, spec: {} }, 'use --labels'],
    ['another object', { spec: {}, status: {} }, 'status cannot be patched'],
    ['no object', 'spec', 'it is no object'],
    ['no spec', {}, 'it has no spec'],
    ['a name of an object prototype', spec({ constructor: {} }), 'spec.constructor cannot be patched'],
  ])('refuses %s', (_what, patch, words) => {
    expect(patchProblem(patch)).toContain(words);
  });
});
