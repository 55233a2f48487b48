import type { Service } from '../../src/model/kubernetes.ts';
import type { Random } from './random.ts';

const TARGETS = ['s.a.svc.cluster.local', 't.b.svc.cluster.local', 'x.example.com', 'api.example.com'];

/** Random ExternalName Services, of Services, of hosts outside and of one another. */
export function generateAliases(random: Random): Service[] {
  return Array.from({ length: 1 + random.below(2) }, (_, index) => {
    const others = [0, 1].map((other) => `alias${other}.a.svc.cluster.local`);
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `alias${index}`,
        namespace: 'a',
        annotations: random.chance(0.15) ? { 'networking.istio.io/exportTo': random.pick(['.', '*']) } : {},
      },
      spec: {
        type: 'ExternalName',
        externalName: random.pick([...TARGETS, ...TARGETS, ...others]),
        ...(random.chance(0.6) && { ports: [{ name: 'http', port: 80, targetPort: 80, protocol: 'TCP' }] }),
      },
    };
  });
}
