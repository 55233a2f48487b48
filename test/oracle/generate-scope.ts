import type { KubernetesObject } from '../../src/model/kubernetes.ts';
import type { Random } from './random.ts';
import { NAMESPACES, type Situation } from './situation.ts';

/** Hides some objects from istiod: by the revision on their label, or by discoverySelectors. */
export function generateScope(random: Random, situation: Situation): Situation {
  const revised = random.chance(0.2);
  const discovering = random.chance(0.15);
  const label = <T extends KubernetesObject>(objects: T[]): T[] =>
    objects.map((object) => (revised && random.chance(0.4) ? withRevision(object, random) : object));
  const { peerauthentications, destinationrules, sidecars, virtualservices } = situation;
  const seen = random.some(NAMESPACES, 0.75);
  return {
    ...situation,
    revision: revised ? random.pick(['default', 'canary']) : 'default',
    mesh: {
      ...situation.mesh,
      ...(discovering && {
        discoverySelectors: [
          { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: seen }] },
          { matchLabels: { mesh: 'yes' } },
        ],
      }),
    },
    peerauthentications: label(peerauthentications),
    destinationrules: label(destinationrules),
    sidecars: label(sidecars),
    virtualservices: label(virtualservices),
    serviceentries: label(situation.serviceentries),
    workloadentries: label(situation.workloadentries),
  };
}

function withRevision<T extends KubernetesObject>(object: T, random: Random): T {
  const labels = { ...object.metadata?.labels, 'istio.io/rev': random.pick(['default', 'canary']) };
  return { ...object, metadata: { ...object.metadata, labels } };
}
