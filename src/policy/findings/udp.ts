import type { MeshSettings } from '../../model/policy.ts';
import { meshOfPod } from '../mesh.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { serviceSelects } from '../service-selects.ts';
import { uncapturedPorts } from '../uncaptured-ports.ts';
import { referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

/** MTLS409: Service ports that are not TCP, where STRICT reads as if it held for them (istio-semantics 2.6). */
export function udpFindings(index: PolicyIndex, meshes: MeshSettings[]): Finding[] {
  return index.services.flatMap((service): Finding[] => {
    const { namespace = '' } = service.metadata ?? {};
    const ports = uncapturedPorts(service);
    const [first] = ports;
    if (first === undefined) return [];
    const pod = (index.podsByNamespace.get(namespace) ?? []).find(({ metadata }) => {
      const { labels = {} } = metadata ?? {};
      return serviceSelects(service, labels) && labels['security.istio.io/tlsMode'] === 'istio';
    });
    const mesh = meshOfPod(meshes, pod);
    if (!pod || !mesh || serverPolicy(index, mesh, pod, 0).mode !== 'STRICT') return [];
    const detail = `Port ${ports.join(', ')} is not covered.`;
    return [{ code: 'MTLS409', objects: [referenceTo('Service', service)], detail }];
  });
}
