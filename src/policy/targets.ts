import type { EndpointSlice, Pod, Service, ServicePort } from '../model/kubernetes.ts';
import type { PortClass } from '../model/policy.ts';
import type { EndpointTarget, ServicePortReference, ServiceTarget, Targets } from '../model/target.ts';
import { isProbePod, servingPods, undeclaredPorts } from './pod-ports.ts';
import type { PolicyIndex } from './policy-index.ts';
import { isDatabase, type Protocol, portClassOf, protocolOf } from './port-class.ts';
import { selectTargets, type TargetFilter } from './select-targets.ts';

/**
 * Everything a run can dial in a namespace: the endpoint ports of its Services, the Service ports themselves, and declared container
 * ports that no Service leads to (Istio treats those as sniffed pass-through ports, istio-semantics 1.3).
 */
export function listTargets(index: PolicyIndex, filter: TargetFilter): Targets {
  const endpoints = new Map<string, EndpointTarget>();
  const services: ServiceTarget[] = [];
  for (const service of index.servicesByNamespace.get(filter.namespace) ?? []) {
    if (service.spec?.type === 'ExternalName') continue;
    for (const port of tcpPorts(service)) {
      services.push(serviceTarget(index, service, port, filter, endpoints));
    }
  }
  for (const pod of servingPods(index, filter.namespace)) {
    for (const port of undeclaredPorts(pod)) {
      const id = endpointId(pod.status?.podIP ?? '', port);
      if (!endpoints.has(id))
        endpoints.set(id, endpointTarget(id, pod.status?.podIP ?? '', port, filter.namespace, pod));
    }
  }
  return selectTargets({ endpoints: [...endpoints.values()], services }, filter);
}

function serviceTarget(
  index: PolicyIndex,
  service: Service,
  port: ServicePort & { port: number },
  { namespace, domain }: TargetFilter,
  endpoints: Map<string, EndpointTarget>,
): ServiceTarget {
  const name = service.metadata?.name ?? '';
  const reference = { namespace, service: name, port: port.port, portName: port.name ?? null };
  const protocol = protocolOf(port);
  const host = `${name}.${namespace}.svc.${domain}`;
  const behind = new Set<string>();
  const seen = new Set<string>();
  for (const { ip, containerPort, pod, podName, ready } of endpointsOf(index, service, port)) {
    const id = endpointId(ip, containerPort);
    if (ready) behind.add(id);
    // An endpoint may be in two slices for a while (Kubernetes' EndpointSlice API).
    if (seen.has(id)) continue;
    seen.add(id);
    const known = endpoints.get(id) ?? endpointTarget(id, ip, containerPort, namespace, pod, podName);
    endpoints.set(id, withService(known, reference, protocol));
  }
  return {
    id: `${host}:${port.port}`,
    host,
    port: port.port,
    portName: port.name ?? null,
    namespace,
    service: name,
    headless: service.spec?.clusterIP === 'None',
    portClass: portClassOf(protocol),
    applicationTls: protocol === 'https' || protocol === 'tls',
    database: isDatabase(protocol, port.port),
    endpoints: [...behind].toSorted(),
  };
}

function endpointTarget(
  id: string,
  ip: string,
  port: number,
  namespace: string,
  pod: Pod | null,
  podName = pod?.metadata?.name ?? null,
): EndpointTarget {
  return {
    id,
    ip,
    port,
    namespace: pod?.metadata?.namespace ?? namespace,
    pod: podName,
    serviceAccount: pod ? (pod.spec?.serviceAccountName ?? 'default') : null,
    portClass: 'UNDECLARED',
    database: isDatabase('auto', port),
    services: [],
  };
}

/** The oldest Service decides the protocol of a container port; the index lists them in that order (istio-semantics 2.1). */
function withService(
  target: EndpointTarget,
  reference: ServicePortReference,
  protocol: Protocol,
): EndpointTarget {
  const portClass: PortClass = target.services.length ? target.portClass : portClassOf(protocol);
  return {
    ...target,
    portClass,
    database: target.database || isDatabase(protocol, reference.port),
    services: [...target.services, reference],
  };
}

/** The addresses and container ports of a Service port, with their pods. */
export function endpointsOf(index: PolicyIndex, service: Service, port: ServicePort) {
  const namespace = service.metadata?.namespace ?? '';
  const slices = index.slicesByService.get(`${namespace}/${service.metadata?.name ?? ''}`) ?? [];
  return slices.flatMap((slice) => {
    const containerPort = slicePort(slice, port);
    if (containerPort === null || !Array.isArray(slice.endpoints)) return [];
    return slice.endpoints.flatMap((endpoint) => {
      const { ready, serving, terminating } = endpoint?.conditions ?? {};
      const ip = endpoint?.addresses?.[0];
      // An unset condition means ready (Kubernetes' EndpointSlice API).
      if (typeof ip !== 'string' || terminating === true) return [];
      const { kind, name } = endpoint.targetRef ?? {};
      const pod = kind === 'Pod' ? (index.podByName.get(`${namespace}/${name}`) ?? null) : null;
      const isReady = ready !== false || serving === true;
      // No Service leads to a pod that is not ready, but its IP can be dialled once it runs.
      if (!isReady && pod?.status?.phase !== 'Running') return [];
      // Named though it is not in the list of pods: then nothing is known of it, which is not the same as no pod.
      const podName = kind === 'Pod' && typeof name === 'string' ? name : null;
      return pod && isProbePod(pod) ? [] : [{ ip, containerPort, pod, podName, ready: isReady }];
    });
  });
}

function slicePort(slice: EndpointSlice, port: ServicePort): number | null {
  if (!Array.isArray(slice.ports) || slice.addressType === 'FQDN') return null;
  const found = slice.ports.find((known) => (known?.name ?? '') === (port.name ?? ''));
  return isPort(found?.port) ? found.port : null;
}

function tcpPorts(service: Service): (ServicePort & { port: number })[] {
  const ports: unknown = service.spec?.ports;
  if (!Array.isArray(ports)) return [];
  return ports.filter(
    (port: ServicePort | null) => isPort(port?.port) && (port?.protocol ?? 'TCP') === 'TCP',
  );
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65536;
}

function endpointId(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
