import type { MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { endpointsOf } from '../targets.ts';
import { domainOf } from './domain-of.ts';
import { endpointAt } from './endpoint-at.ts';
import { entryBackends } from './entry-backends.ts';
import { externalNameOf } from './external-name.ts';
import { kubernetesService, meshServicesOf } from './mesh-service.ts';
import { serviceExports } from './service-visible.ts';
import { listOf, text } from './untrusted.ts';
import { type Workload, workloadOf } from './workload.ts';
import { isAddress, workloadEntriesOf } from './workload-entries.ts';

/** An endpoint of a Service port with what auto mTLS knows of it; it may be a name that the sidecar resolves. */
export interface Backend extends EndpointTarget {
  /** Null: neither a pod nor a WorkloadEntry, which counts as no sidecar (istio-semantics 3.4). */
  workload: Workload | null;
}

/**
 * All endpoints of a Service port: pods, the WorkloadEntries that its Service selects, and those of every ServiceEntry with the same
 * host in the same namespace (pilot/pkg/model/endpointshards.go keeps one list for both).
 */
export function backendsOf(index: PolicyIndex, mesh: MeshSettings, target: ServiceTarget): Backend[] {
  if (target.entry?.dns) return portInstances(index, mesh, target);
  const named = (port: { name: string }) => port.name === (target.portName ?? '');
  return [
    ...ofKubernetes(index, mesh, target, named),
    ...entryBackends(index, mesh, target, named).filter(({ ip }) => isAddress(ip)),
  ];
}

/**
 * The endpoints that istiod counts for a port of a host: clusters that resolve names have them, and auto mTLS looks at them where it
 * judges a port as a whole. Of several Services with the host the youngest with endpoints counts, and endpoints of ServiceEntries are
 * found by port number (push_context.go:initServiceRegistry, endpointshards.go:CopyEndpoints).
 */
export function portInstances(index: PolicyIndex, mesh: MeshSettings, target: ServiceTarget): Backend[] {
  const services = meshServicesOf(index, mesh, target.host, domainOf(target)).filter(
    ({ namespace, ports }) =>
      namespace === target.namespace && ports.some(({ number }) => number === target.port),
  );
  const found = services.map(({ ports }) => [
    ...ofKubernetes(index, mesh, target, ({ name }) =>
      ports.some((port) => port.name === name && port.number === target.port),
    ),
    ...entryBackends(index, mesh, target, ({ number }) => number === target.port),
  ]);
  return found.findLast(({ length }) => length > 0) ?? [];
}

function ofKubernetes(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  takes: (port: { name: string }) => boolean,
): Backend[] {
  const service = kubernetesService(index, target.host, domainOf(target));
  if (service?.metadata?.namespace !== target.namespace) return [];
  // A Service with the annotation `~` is known to routes, without endpoints (kube/controller/endpointslice.go:serviceNeedsPush).
  if (serviceExports(service, []).includes('~')) return [];
  const ports = listOf(service.spec?.ports).filter(({ name }) => takes({ name: text(name) }));
  const found = ports.flatMap(({ name, port }) => {
    if (typeof port !== 'number') return [];
    const pods = endpointsOf(index, service, { name: text(name) }).map(({ ip, containerPort, pod }) =>
      endpointAt(target, ip, containerPort, {
        namespace: pod?.metadata?.namespace ?? target.namespace,
        pod: pod?.metadata?.name ?? null,
        serviceAccount: pod ? (pod.spec?.serviceAccountName ?? 'default') : null,
      }),
    );
    return [
      ...pods.map((endpoint) => ({ ...endpoint, workload: workloadOf(index, endpoint) })),
      ...workloadEntriesOf(index, mesh, { ...target, port }),
    ];
  });
  const alias = externalNameOf(service);
  if (found.length > 0 || alias === null) return found;
  return [{ ...endpointAt(target, alias, target.port), workload: null }];
}
