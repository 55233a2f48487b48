import type { MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, Targets } from '../../model/target.ts';
import { groupBy } from '../../util/group.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { hasProxy } from './has-proxy.ts';

/** The label that the StatefulSet controller gives to each of its pods. */
const MEMBER = 'statefulset.kubernetes.io/pod-name';

/** MTLS213: STRICT ports of StatefulSets that a call by pod IP reaches in plaintext only (measured.md section 3). */
export function podIpFindings(index: PolicyIndex, mesh: MeshSettings, targets: Targets): Finding[] {
  const known = new Set(
    targets.services
      // For an HTTP port a sidecar routes by the Host header, and no IP is one of its hosts.
      .filter(({ headless, portClass }) => headless && portClass !== 'HTTP')
      .flatMap(({ endpoints }) => endpoints),
  );
  const concerned = targets.endpoints.filter(
    (target) => target.portClass !== 'HTTP' && !known.has(target.id) && isStrictMember(index, mesh, target),
  );
  const sets = groupBy(concerned, ({ namespace, pod }) => `${namespace}/${(pod ?? '').replace(/-\d+$/, '')}`);
  return [...sets].map(([key, members]) => {
    const [namespace = '', name = ''] = key.split('/');
    const ports = [...new Set(members.map(({ port }) => port))].toSorted((a, b) => a - b).join(', ');
    const detail = `No headless Service with a port that is not HTTP leads to port ${ports}, which is STRICT.`;
    return { code: 'MTLS213', objects: [{ kind: 'StatefulSet', namespace, name }], detail };
  });
}

function isStrictMember(index: PolicyIndex, mesh: MeshSettings, target: EndpointTarget): boolean {
  const pod = index.podByName.get(`${target.namespace}/${target.pod}`);
  if (pod?.metadata?.labels?.[MEMBER] === undefined || !hasProxy(pod)) return false;
  return serverPolicy(index, mesh, pod, target.port).mode === 'STRICT';
}
