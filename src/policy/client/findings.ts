import type { MeshSettings } from '../../model/policy.ts';
import type { Targets } from '../../model/target.ts';
import { clusterDomain } from '../cluster-domain.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { aliasFindings } from './findings-aliases.ts';
import { clusterFindings } from './findings-clusters.ts';
import { elsewhereFindings } from './findings-elsewhere.ts';
import { hiddenTlsFindings } from './findings-hidden.ts';
import { mergeFindings } from './findings-merged.ts';
import { outboundFindings } from './findings-outbound.ts';
import { podIpFindings } from './findings-pod-ips.ts';
import { ruleFindings } from './findings-rules.ts';
import { serviceFindings } from './findings-services.ts';
import { entryFindings, labelFindings } from './findings-workloads.ts';
import { listOf } from './untrusted.ts';

/** Everything to say about DestinationRules and auto mTLS without a single dial, sorted (istio-semantics 11.3). */
export function clientFindings(index: PolicyIndex, mesh: MeshSettings, targets: Targets): Finding[] {
  const domain = clusterDomain(index);
  const found = [
    ...ruleFindings(index, mesh, domain),
    ...mergeFindings(index, mesh, domain),
    ...serviceFindings(index, mesh, targets),
    ...entryFindings(index),
    ...labelFindings(index, targets),
    ...autoMtlsFindings(index, mesh),
    ...elsewhereFindings(index, mesh, domain),
    ...podIpFindings(index, mesh, targets),
    ...clusterFindings(index, mesh, domain),
    ...outboundFindings(index, mesh, domain),
    ...aliasFindings(index, mesh, domain),
    ...hiddenTlsFindings(index, mesh, domain),
  ];
  return found.sort((a, b) => (keyOfFinding(a) < keyOfFinding(b) ? -1 : 1));
}

/** MTLS206. */
function autoMtlsFindings(index: PolicyIndex, mesh: MeshSettings): Finding[] {
  const forced = index.destinationrules.some((object) =>
    JSON.stringify(listOf([object.spec])).includes('ISTIO_MUTUAL'),
  );
  if (mesh.autoMtls || forced) return [];
  const name = mesh.revision === 'default' ? 'istio' : `istio-${mesh.revision}`;
  const objects = [{ kind: 'ConfigMap', namespace: mesh.namespace, name }];
  return [
    {
      code: 'MTLS206',
      objects,
      detail: 'enableAutoMtls is false, and no DestinationRule sets ISTIO_MUTUAL.',
    },
  ];
}

function keyOfFinding({ code, objects, detail }: Finding): string {
  return `${code} ${objects.map(({ namespace, name }) => `${namespace}/${name}`).join(' ')} ${detail}`;
}
