import type { Pod, Service } from '../../../model/kubernetes.ts';
import { listOf, text } from '../../client/untrusted.ts';
import { serviceSelects } from '../../service-selects.ts';
import { complaint, type KialiCheck } from '../check.ts';
import { inMesh } from '../data-plane.ts';
import type { KialiView } from '../view.ts';

const PROTOCOLS = [
  'grpc',
  'grpc-web',
  'http',
  'http2',
  'https',
  'mongo',
  'mysql',
  'redis',
  'tcp',
  'tls',
  'udp',
];
const APP_PROTOCOLS = [...PROTOCOLS, 'kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'];

/** KIA0601 and 0602: ports of Services in the mesh that name no protocol of Istio. */
export function portChecks({ index, pods }: KialiView): KialiCheck[] {
  return index.services.flatMap((service) => {
    if (service.metadata?.labels?.['kiali_wizard'] !== undefined || !hasMeshPod(service, pods)) return [];
    return listOf(service.spec?.ports).flatMap(({ name, appProtocol, protocol }, place) => {
      if (protocol === 'UDP') return [];
      if (typeof appProtocol === 'string' && appProtocol !== '') {
        const known = APP_PROTOCOLS.includes(appProtocol.toLowerCase());
        return known ? [] : [complaint('KIA0602', 'Service', service, `spec/ports[${place}]/appProtocol`)];
      }
      const known = PROTOCOLS.some((one) => text(name) === one || text(name).startsWith(`${one}-`));
      return known ? [] : [complaint('KIA0601', 'Service', service, `spec/ports[${place}]`)];
    });
  });
}

function hasMeshPod(service: Service, pods: readonly Pod[]): boolean {
  return pods.some(
    (pod) =>
      pod.metadata?.namespace === service.metadata?.namespace &&
      serviceSelects(service, pod.metadata?.labels ?? {}) &&
      inMesh(pod),
  );
}
