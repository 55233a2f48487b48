import type { WorkloadEntry } from '../../src/model/istio.ts';
import { generateMeta } from './generate-meta.ts';
import type { Random } from './random.ts';

/** Random WorkloadEntries, some of which Services select. */
export function generateEntries(random: Random): WorkloadEntry[] {
  return Array.from({ length: 1 + random.below(2) }, (_, index) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: {
      ...generateMeta(random, index),
      ...(random.chance(0.3) && { labels: { app: random.pick(['s', 'x']), version: 'v1' } }),
    },
    spec: {
      address: `10.2.0.${index + 1}`,
      labels: {
        app: random.pick(['s', 't']),
        ...(random.chance(0.5) && { version: random.pick(['v1', 'v2']) }),
        ...(random.chance(0.3) && { 'security.istio.io/tlsMode': random.pick(['istio', 'disabled']) }),
      },
      ...(random.chance(0.5) && { serviceAccount: 'vm' }),
      ...(random.chance(0.2) && { ports: { http: 8088 } }),
    },
  }));
}
