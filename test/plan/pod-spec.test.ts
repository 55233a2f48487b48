import { describe, expect, it } from 'vitest';
import type { PodShape } from '../../src/model/pod-shape.ts';
import { podSpec } from '../../src/plan/pod-spec.ts';
import { podShape } from '../support/pod-shape.ts';

const spec = (shape?: Partial<PodShape>) =>
  podSpec('sidecar', { image: 'i', configMaps: ['c'], ...(shape && { shape: podShape(shape) }) });

describe('podSpec', () => {
  it('is the same with a shape that asks for nothing', () => {
    expect(spec({})).toEqual(spec());
  });

  it('takes account, nodes, taints and pull secrets', () => {
    const toleration = { key: 'dedicated', operator: 'Exists' } as const;
    expect(
      spec({
        serviceAccount: 'prober',
        nodeSelector: { pool: 'infra' },
        tolerations: [toleration],
        imagePullSecrets: ['registry'],
      }),
    ).toMatchObject({
      serviceAccountName: 'prober',
      automountServiceAccountToken: false,
      nodeSelector: { pool: 'infra' },
      tolerations: [toleration],
      imagePullSecrets: [{ name: 'registry' }],
    });
  });

  it('merges a patch: objects by field, lists added to, containers by name, null takes away', () => {
    const patch = {
      tolerations: [{ key: 'b', operator: 'Exists' }],
      securityContext: { runAsUser: 2000 },
      containers: [
        { name: 'via', resources: { limits: { memory: '256Mi' } }, securityContext: { runAsUser: null } },
        { name: 'outside', imagePullPolicy: 'Always' },
      ],
    };
    const { containers, securityContext, tolerations } = JSON.parse(
      JSON.stringify(spec({ tolerations: [{ key: 'a', operator: 'Exists' }], patch })),
    );
    expect(tolerations.map(({ key }: { key: string }) => key)).toEqual(['a', 'b']);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 2000 });
    const [mesh, via, ...others] = containers;
    expect(others).toEqual([]);
    expect(mesh).toEqual(spec().containers[0]);
    expect(via.resources).toEqual({
      requests: { cpu: '10m', memory: '64Mi' },
      limits: { cpu: '1', memory: '256Mi' },
    });
    expect(via.securityContext).toMatchObject({ runAsGroup: 1000, runAsNonRoot: true });
    expect(via.securityContext).not.toHaveProperty('runAsUser');
    expect(via.command).toEqual(spec().containers[1]?.command);
  });
});
