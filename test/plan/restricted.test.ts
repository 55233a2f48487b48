import { describe, expect, it, test } from 'vitest';
import { podSecurityViolations } from '../../src/demo/kubelet/pod-security.ts';
import { podSpec } from '../../src/plan/pod-spec.ts';

describe.each(['no-sidecar', 'sidecar'] as const)('the containers of pod %s', (source) => {
  const { containers, volumes = [], ...rest } = podSpec(source, { image: 'i', configMaps: ['c'] });

  it('pass the restricted level of Pod Security', () => {
    const own = containers.map((container) => ({ ...container, image: 'i', env: [] }));
    const { securityContext } = rest;
    // The stand-in of the embedded mesh speaks in the words of the real admission plugin; the lab asks that one.
    const spec = JSON.parse(JSON.stringify({ containers: own, securityContext }));
    expect(podSecurityViolations(spec, 'restricted')).toEqual([]);
  });

  it('can write to no disk: the root and every mount is read-only', () => {
    for (const { securityContext, volumeMounts } of containers) {
      expect(securityContext?.readOnlyRootFilesystem).toBe(true);
      expect(volumeMounts?.every(({ readOnly }) => readOnly === true)).toBe(true);
    }
    // The one volume that somebody writes to, the agent of the sidecar with the certificate, is in memory.
    const written = volumes.filter(({ projected, configMap }) => !projected && !configMap);
    expect(written.every(({ emptyDir }) => emptyDir?.medium === 'Memory')).toBe(true);
    expect(written).toHaveLength(source === 'sidecar' ? 1 : 0);
  });

  test('ask for 64 MiB', () => {
    expect(containers.map(({ resources }) => resources?.requests?.['memory'])).toEqual(
      containers.map(() => '64Mi'),
    );
  });
});
