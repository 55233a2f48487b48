import type { EndpointSlice, Pod, Service, ServicePort } from '../model/kubernetes.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { groupBy } from '../util/group.ts';
import { isUsable } from './usable.ts';

const NAME = 'kubernetes.io/service-name';

/** The EndpointSlices that the cluster would make for Services that come without: one for each pod, as pods may name ports differently. */
export function endpointSlices(snapshot: Snapshot): EndpointSlice[] {
  const known = new Set(
    snapshot.endpointslices
      .filter(isUsable)
      .map(({ metadata }) => `${metadata?.namespace}/${metadata?.labels?.[NAME]}`),
  );
  const pods = groupBy(snapshot.pods.filter(isUsable), ({ metadata }) => metadata?.namespace ?? '');
  return snapshot.services.filter(isUsable).flatMap((service) => {
    const { namespace = '', name = '' } = service.metadata ?? {};
    const selector = Object.entries(service.spec?.selector ?? {});
    if (known.has(`${namespace}/${name}`) || selector.length === 0) return [];
    return (pods.get(namespace) ?? [])
      .filter((pod) => selector.every(([key, value]) => pod.metadata?.labels?.[key] === value))
      .map((pod) => sliceOf(service, pod));
  });
}

function sliceOf(service: Service, pod: Pod): EndpointSlice {
  const { namespace = '', name = '' } = service.metadata ?? {};
  const podName = pod.metadata?.name ?? '';
  const ip = pod.status?.podIP;
  const ports = (Array.isArray(service.spec?.ports) ? service.spec.ports : []).flatMap((port) => {
    const number = containerPort(port, pod);
    return number === undefined
      ? []
      : [{ ...(port.name !== undefined && { name: port.name }), port: number }];
  });
  return {
    metadata: { name: `${name}-${podName}`, namespace, labels: { [NAME]: name } },
    addressType: ip?.includes(':') ? 'IPv6' : 'IPv4',
    ports,
    endpoints:
      ip === undefined ? [] : [{ addresses: [ip], targetRef: { kind: 'Pod', namespace, name: podName } }],
  };
}

/** A named target port is looked up in the pod's containers; without one the Service port's own number counts. */
function containerPort(port: ServicePort | null, pod: Pod): number | undefined {
  const target = port?.targetPort ?? port?.port;
  if (typeof target !== 'string') return target;
  const containers = Array.isArray(pod.spec?.containers) ? pod.spec.containers : [];
  return containers
    .flatMap((container) => (Array.isArray(container?.ports) ? container.ports : []))
    .find((known) => known?.name === target)?.containerPort;
}
