import type { ClientTlsSettings, DestinationRule, TrafficPolicy } from '../../src/model/istio.ts';
import { generateMeta, generateSelector } from './generate-meta.ts';
import type { Random } from './random.ts';
import { ROOT } from './situation.ts';

const HOSTS = [
  's',
  't',
  's.a',
  's.a.svc.cluster.local',
  's.a.svc.cluster.local',
  's.b.svc.cluster.local',
  't.a.svc.cluster.local',
  '*.a.svc.cluster.local',
  '*.b.svc.cluster.local',
  '*.svc.cluster.local',
  '*.local',
  '*',
];
const EXPORTS = [['*'], ['.'], ['a'], ['b'], ['a', 'b'], ['a', 'b', 'c'], ['.', 'b'], ['.', 'c'], [ROOT]];

/** Random DestinationRules, most of them about few hosts. */
export function generateRules(random: Random): DestinationRule[] {
  return Array.from({ length: random.below(7) }, (_, index) => {
    const subsets = random.some(['v1', 'v2', 'all'], 0.25);
    const metadata = generateMeta(random, index);
    // Admission keeps a rule with a workloadSelector at home.
    const selected = random.chance(0.15);
    const exports = EXPORTS.filter((to) => !(to.includes('.') && to.includes(metadata.namespace ?? '')));
    const exportTo = random.pick(selected ? [['.']] : exports);
    return {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata,
      spec: {
        host: random.pick(HOSTS),
        ...(random.chance(0.4) && { exportTo }),
        ...(selected && { workloadSelector: { matchLabels: generateSelector(random) } }),
        ...(random.chance(0.75) && { trafficPolicy: generatePolicy(random) }),
        ...(subsets.length > 0 && {
          subsets: subsets.map((name) => ({
            name,
            ...(name !== 'all' && { labels: { version: name } }),
            ...(random.chance(0.5) && { trafficPolicy: generatePolicy(random) }),
          })),
        }),
      },
    };
  });
}

function generatePolicy(random: Random): TrafficPolicy {
  const ports = random.some([80, 9000, 8080, 443], 0.15);
  return {
    ...generatePort(random),
    ...(ports.length > 0 && {
      portLevelSettings: ports.map((number) => ({ port: { number }, ...generatePort(random) })),
    }),
  };
}

/** Admission refuses settings that say nothing. */
function generatePort(random: Random): Pick<TrafficPolicy, 'tls' | 'loadBalancer'> {
  const tls = random.chance(0.6) && { tls: generateTls(random) };
  const loadBalancer = (!tls || random.chance(0.15)) && { loadBalancer: generateBalancer(random) };
  return { ...tls, ...loadBalancer };
}

function generateBalancer(random: Random): { simple: string } {
  return { simple: random.pick(['PASSTHROUGH', 'RANDOM']) };
}

function generateTls(random: Random): ClientTlsSettings {
  const files = { clientCertificate: '/c.pem', privateKey: '/k.pem' };
  const kinds: ClientTlsSettings[] = [
    { mode: 'DISABLE' },
    { mode: 'ISTIO_MUTUAL' },
    { mode: 'ISTIO_MUTUAL' },
    { mode: 'SIMPLE' },
    { mode: 'SIMPLE', credentialName: 'secret' },
    { mode: 'MUTUAL', ...files },
    { mode: 'MUTUAL', credentialName: 'secret' },
    {},
  ];
  return random.pick(kinds);
}
