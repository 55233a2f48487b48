import type { Sidecar } from '../../src/model/istio.ts';
import { generateMeta, generateSelector } from './generate-meta.ts';
import type { Random } from './random.ts';

const HOSTS = [
  './*',
  '*/*',
  'a/*',
  'b/*',
  '~/*',
  '*/s.a.svc.cluster.local',
  'a/s.a.svc.cluster.local',
  '*/*.b.svc.cluster.local',
];

/** Random Sidecars; a listener without a port must be the last, as admission demands. */
export function generateSidecars(random: Random): Sidecar[] {
  return Array.from({ length: 1 + random.below(2) }, (_, index) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: generateMeta(random, index),
    spec: {
      ...(random.chance(0.4) && { workloadSelector: { labels: generateSelector(random) } }),
      egress: [
        ...(random.chance(0.3)
          ? [{ port: { number: 9000, protocol: 'TCP', name: 'x' }, hosts: generateHosts(random) }]
          : []),
        { hosts: generateHosts(random) },
      ],
    },
  }));
}

function generateHosts(random: Random): string[] {
  return [...new Set([random.pick(HOSTS), ...random.some(HOSTS, 0.15)])];
}
