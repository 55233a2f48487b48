import type { PodShape } from '../../src/model/pod-shape.ts';

/** Asks nothing of the probe pods but what is given. */
export function podShape(given: Partial<PodShape> = {}): PodShape {
  return {
    serviceAccount: 'default',
    nodeSelector: {},
    tolerations: [],
    imagePullSecrets: [],
    labels: {},
    annotations: {},
    patch: {},
    ...given,
  };
}
