import type { Pod } from '../model/kubernetes.ts';
import type { EndpointTarget } from '../model/target.ts';
import { selecting, selectorOf } from '../policy/by-selector.ts';
import type { Finding } from '../policy/findings/finding.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { waypointOf } from '../policy/waypoint.ts';
import { referenceTo } from '../policy/well-formed.ts';

/** MTLS323: PeerAuthentications that ask for a gateway by its labels (case A23). */
export function gatewayFindings(index: PolicyIndex, pod: Pod): Finding[] {
  const { namespace = '', name = '', labels = {} } = pod.metadata ?? {};
  return selecting(index.peerAuthenticationsBySelector, namespace, labels)
    .filter((policy) => selectorOf(policy) !== null)
    .map((policy) => ({
      code: 'MTLS323',
      objects: [referenceTo('PeerAuthentication', policy)],
      detail: `Pod ${namespace}/${name} is a gateway.`,
    }));
}

/** MTLS321: Services whose waypoint plaintext passes by (istio-semantics 7.4). */
export function waypointFindings(index: PolicyIndex, { services, port }: EndpointTarget): Finding[] {
  return services.flatMap(({ namespace, service }): Finding[] => {
    const waypoint = waypointOf(index, namespace, service);
    if (waypoint === null) return [];
    const object = { kind: 'Service', namespace, name: service };
    const detail = `Port ${port} accepts plaintext beside waypoint ${waypoint}.`;
    return [{ code: 'MTLS321', objects: [object], detail }];
  });
}
