import type { MeshSettings } from '../../model/policy.ts';
import type { Targets } from '../../model/target.ts';
import { meshOfPod } from '../mesh.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { ingressPort } from '../sidecar-ingress.ts';
import type { Finding } from './finding.ts';

/** MTLS405: ingress listeners of a Sidecar whose `tls` istiod leaves out (istio-semantics 1.3). */
export function ingressTlsFindings(index: PolicyIndex, meshes: MeshSettings[], targets: Targets): Finding[] {
  return targets.endpoints.flatMap(({ namespace, pod: name, port }): Finding[] => {
    const pod = index.podByName.get(`${namespace}/${name}`);
    const mesh = meshOfPod(meshes, pod);
    if (!pod || !mesh) return [];
    const ingress = ingressPort(index, mesh, pod, port);
    if (!ingress?.ownTls) return [];
    const { mode } = serverPolicy(index, mesh, pod, port);
    if (mode === 'DISABLE' && mesh.flags?.ENABLE_TLS_ON_SIDECAR_INGRESS === true) return [];
    const [, sidecar = ''] = ingress.by.split('/');
    const why = mode === 'DISABLE' ? 'istiod does not allow it' : `the port is ${mode}`;
    const objects = [{ kind: 'Sidecar', namespace, name: sidecar }];
    return [{ code: 'MTLS405', objects, detail: `Port ${port} of pod ${namespace}/${name}: ${why}.` }];
  });
}
