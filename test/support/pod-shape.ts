import { NO_SHAPE, type PodShape } from '../../src/model/pod-shape.ts';

/** Asks nothing of the probe pods but what is given. */
export function podShape(given: Partial<PodShape> = {}): PodShape {
  return { ...NO_SHAPE, ...given };
}
