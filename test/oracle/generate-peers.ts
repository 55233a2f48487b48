import type { PeerAuthentication } from '../../src/model/istio.ts';
import { generateMeta, generateSelector } from './generate-meta.ts';
import type { Random } from './random.ts';

const MODES = ['UNSET', 'STRICT', 'PERMISSIVE', 'DISABLE'];

/** Random PeerAuthentications; only those with a selector have port-level modes, as admission demands. */
export function generatePeers(random: Random): PeerAuthentication[] {
  return Array.from({ length: random.below(6) }, (_, index) => {
    const selected = random.chance(0.5);
    const ports = random.some(['80', '8080', '9000', '8443', '1234'], 0.35);
    return {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: generateMeta(random, index),
      spec: {
        ...(selected && { selector: { matchLabels: generateSelector(random) } }),
        ...(!selected && random.chance(0.1) && { selector: {} }),
        ...(random.chance(0.8) && { mtls: random.chance(0.1) ? {} : { mode: random.pick(MODES) } }),
        ...(selected &&
          ports.length > 0 && {
            portLevelMtls: Object.fromEntries(ports.map((port) => [port, { mode: random.pick(MODES) }])),
          }),
      },
    };
  });
}
