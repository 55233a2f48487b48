import type { Pod } from '../../model/kubernetes.ts';
import type { Targets } from '../../model/target.ts';
import { selecting, selectorOf } from '../by-selector.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

/** MTLS303: portLevelMtls keys that are Service ports of the workload and no port that the workload listens on (istio-semantics 11.3). */
export function servicePortFindings(index: PolicyIndex, targets: Targets): Finding[] {
  const ports = new Map<string, { container: Set<number>; service: Map<number, string> }>();
  for (const { namespace, pod, port, services } of targets.endpoints) {
    const key = `${namespace}/${pod}`;
    const known = ports.get(key) ?? { container: new Set<number>(), service: new Map<number, string>() };
    known.container.add(port);
    for (const { port: number, service } of services) {
      if (number !== port) known.service.set(number, `${service}:${number} leads to port ${port}`);
    }
    ports.set(key, known);
  }
  return [...ports].flatMap(([name, { container, service }]) => {
    const pod = index.podByName.get(name);
    return pod
      ? named(index, pod).flatMap(([policy, port]) => {
          const leads = service.get(port);
          if (leads === undefined || container.has(port)) return [];
          return [
            {
              code: 'MTLS303' as const,
              objects: [referenceTo('PeerAuthentication', policy)],
              detail: `${leads}.`,
            },
          ];
        })
      : [];
  });
}

function named(index: PolicyIndex, pod: Pod) {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  return selecting(index.peerAuthenticationsBySelector, namespace, labels)
    .filter((policy) => selectorOf(policy) !== null)
    .flatMap((policy) => {
      const ports: unknown = policy.spec?.portLevelMtls;
      return Object.keys(isRecord(ports) ? ports : {}).map((port) => [policy, Number(port)] as const);
    });
}
