import type { Targets } from '../model/target.ts';
import { compare } from '../util/compare.ts';

export interface TargetFilter {
  namespace: string;
  /** Names of Services; all when empty. */
  service: string[];
  /** Only this pod and the Service ports that lead to it. */
  pod?: string | null;
  /** Service port numbers or names, or container port numbers; all when empty. */
  port: string[];
  /** DNS domain of the cluster. */
  domain: string;
}

/** Applies the filters and sorts: by namespace, pod, port; by Service, port. */
export function selectTargets(all: Targets, { service, port, pod = null }: TargetFilter): Targets {
  const { endpoints, services } = pod === null ? all : ofPod(all, pod);
  const wanted = services.filter(
    (target) =>
      (!service.length || service.includes(target.service)) &&
      (!port.length || port.includes(String(target.port)) || port.includes(target.portName ?? '')),
  );
  const ports = new Set(wanted.map((target) => `${target.service}:${target.port}`));
  const kept = endpoints.filter(
    (target) =>
      target.services.some((known) => ports.has(`${known.service}:${known.port}`)) ||
      (!service.length && (!port.length || port.includes(String(target.port)))) ||
      (service.length > 0 &&
        port.includes(String(target.port)) &&
        target.services.some((known) => service.includes(known.service))),
  );
  const ids = new Set(kept.map(({ id }) => id));
  const leading = services.filter(
    (target) =>
      wanted.includes(target) ||
      (port.length > 0 &&
        (!service.length || service.includes(target.service)) &&
        target.endpoints.some((id) => ids.has(id))),
  );
  return {
    endpoints: kept.toSorted(
      (a, b) => compare(a.pod ?? '', b.pod ?? '') || a.port - b.port || compare(a.id, b.id),
    ),
    services: leading.toSorted((a, b) => compare(a.service, b.service) || a.port - b.port),
  };
}

function ofPod({ endpoints, services }: Targets, pod: string): Targets {
  const own = endpoints.filter((target) => target.pod === pod);
  const ids = new Set(own.map(({ id }) => id));
  return {
    endpoints: own,
    services: services.filter((target) => target.endpoints.some((id) => ids.has(id))),
  };
}
