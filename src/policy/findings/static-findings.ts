import type { MeshSettings } from '../../model/policy.ts';
import type { Targets } from '../../model/target.ts';
import { clientFindings } from '../client/findings.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { filterFindings, identityFindings } from './confounders.ts';
import { exceptionFindings } from './exceptions.ts';
import { type Finding, sortFindings } from './finding.ts';
import { hiddenServiceFindings } from './hidden-services.ts';
import { ingressTlsFindings } from './ingress-tls.ts';
import { operatorFindings } from './operators.ts';
import { peerFindings } from './peer-authentications.ts';
import { peerScopeFindings } from './peer-scope.ts';
import { revisionFindings } from './revisions.ts';
import { servicePortFindings } from './service-ports.ts';
import { udpFindings } from './udp.ts';
import { workloadFindings } from './workloads.ts';

/** Everything to say about the objects themselves, client and server side, without a single dial (istio-semantics 11.3). */
export function staticFindings(index: PolicyIndex, meshes: MeshSettings[], targets: Targets): Finding[] {
  return sortFindings([
    ...meshes.flatMap((mesh) => clientFindings(index, mesh, targets)),
    ...meshes.flatMap(doubtFindings),
    ...malformedFindings(index),
    ...peerFindings(index, meshes),
    ...servicePortFindings(index, targets),
    ...filterFindings(index),
    ...identityFindings(index, meshes, targets),
    ...peerScopeFindings(index, meshes),
    ...exceptionFindings(index, meshes, targets),
    ...hiddenServiceFindings(index, meshes, targets),
    ...ingressTlsFindings(index, meshes, targets),
    ...workloadFindings(index),
    ...udpFindings(index, meshes),
    ...revisionFindings(index, meshes),
    ...operatorFindings(index, meshes),
  ]);
}

/** MTLS313. */
function doubtFindings({ namespace, revision, doubts }: MeshSettings): Finding[] {
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  return doubts.map((doubt) => ({
    code: 'MTLS313',
    objects: [{ kind: 'ConfigMap', namespace, name }],
    detail: `${doubt.charAt(0).toUpperCase()}${doubt.slice(1)}.`,
  }));
}

/** MTLS314. */
function malformedFindings({ malformed }: PolicyIndex): Finding[] {
  return malformed.map(({ object, why }) => ({ code: 'MTLS314', objects: [object], detail: `It ${why}.` }));
}
