import type { Pod, Service } from '../../model/kubernetes.ts';
import type { Targets } from '../../model/target.ts';
import { listOf, textsOf } from '../client/untrusted.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { SKIP_ANNOTATION, skipAsked } from './asked.ts';

/** Ports that an annotation asks to leave alone and its object does not have: they are misspelt, and others are dialled in their stead. */
export function unknownSkips(index: PolicyIndex, namespace: string): string[] {
  const pods = (index.podsByNamespace.get(namespace) ?? []).map((pod) => told('Pod', pod, podPorts(pod)));
  const services = (index.servicesByNamespace.get(namespace) ?? []).map((service) =>
    told('Service', service, servicePorts(service)),
  );
  return [...pods, ...services].flat().toSorted();
}

/** Names and numbers by which ports of a namespace can be skipped: its pods' and Services', and those that are dialled. */
export function skippablePorts(index: PolicyIndex, namespace: string, { endpoints }: Targets): string[] {
  const found = [
    ...(index.podsByNamespace.get(namespace) ?? []).flatMap(podPorts),
    ...(index.servicesByNamespace.get(namespace) ?? []).flatMap(servicePorts),
    ...endpoints.map(({ port }) => String(port)),
  ];
  return [...new Set(found)].toSorted();
}

function told(kind: string, object: Pod | Service, ports: readonly string[]): string[] {
  const asked = skipAsked(object);
  const { namespace, name } = object.metadata ?? {};
  return (asked === 'all' ? [] : asked)
    .filter((port) => !ports.includes(port))
    .map((port) => `annotation ${SKIP_ANNOTATION} of ${kind} ${namespace}/${name} names "${port}"`);
}

function podPorts({ spec }: Pod): string[] {
  const ports = listOf(spec?.containers).flatMap((container) => listOf(container.ports));
  return ports.flatMap(({ containerPort, name }) => [String(containerPort), ...textsOf([name])]);
}

function servicePorts({ spec }: Service): string[] {
  return listOf(spec?.ports).flatMap(({ port, name }) => [String(port), ...textsOf([name])]);
}
