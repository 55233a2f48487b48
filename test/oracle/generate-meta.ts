import type { ObjectMeta } from '../../src/model/kubernetes.ts';
import type { Random } from './random.ts';
import { NAMESPACES } from './situation.ts';

/** Name, namespace and creation time of the nth object: few times, so that many are the same second. */
export function generateMeta(random: Random, index: number): ObjectMeta {
  return {
    name: `${random.pick(['a', 'm', 'z'])}${index}`,
    namespace: random.pick(NAMESPACES),
    creationTimestamp: `2026-01-01T00:00:0${random.below(3)}Z`,
  };
}

/** Labels that a selector asks for; some match no pod. */
export function generateSelector(random: Random): Record<string, string> {
  return random.pick([
    { app: 's' },
    { app: 's' },
    { app: 't' },
    { app: 'x' },
    { version: 'v1' },
    { app: 's', version: 'v1' },
  ]);
}
