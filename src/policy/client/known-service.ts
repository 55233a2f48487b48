import type { MeshSettings } from '../../model/policy.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import {
  type EgressListener,
  egressOf,
  importsAlias,
  importsExactly,
  importsService,
} from './egress-scope.ts';
import { type MeshPort, type MeshService, meshServicesOf } from './mesh-service.ts';
import { routedPorts } from './routed-to.ts';
import { selectSidecar } from './select-sidecar.ts';
import { isExportedTo } from './service-visible.ts';

/** The Service that a client's sidecar takes a host for, and the ports of it that it has clusters for. */
export interface KnownService {
  service: MeshService;
  ports: readonly MeshPort[];
  /** Ports that an egress listener imports; the others are there for routes alone. */
  dialled: ReadonlySet<number>;
}

/**
 * Which Service a client's sidecar knows under a host: several may have it, by ServiceEntries (istio-semantics 3.1;
 * pilot/pkg/model/sidecar.go:selectServices, collectImportedServices). `routed`: Services count that only routes lead to.
 */
export function knownService(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  { host, domain, alias = null }: { host: string; domain: string; alias?: string | null },
  routed: boolean,
): KnownService | null {
  const all = meshServicesOf(index, mesh, host, domain);
  const first = all[0];
  if (first === undefined) return null;
  const dialled = new Set<number>();
  let known: Found | null = null;
  for (const listener of egressOf(selectSidecar(index, client, mesh))) {
    for (const found of imported(all, listener, client.namespace)) {
      known = merge(known, found);
      const { namespace } = found.service;
      if (alias !== null && !importsAlias(listener, client.namespace, namespace, host, alias)) continue;
      for (const { number } of found.ports) dialled.add(number);
    }
    const settled = all.length === 1 && (!routed || known?.ports.length === first.ports.length);
    if (settled) continue;
    for (const ports of routedPorts(index, mesh, client, listener, host, domain)) {
      const service = routedService(all, client.namespace);
      const found = service && atPorts(service, listener.port === null ? ports : new Set([listener.port]));
      if (found) known = merge(known, found);
    }
  }
  return known && { ...known, dialled };
}

interface Found {
  service: MeshService;
  ports: readonly MeshPort[];
}

/** The Services of one egress listener, all of one namespace: the client's own, else that of Kubernetes, else the first. */
function imported(all: readonly MeshService[], listener: EgressListener, clientNamespace: string): Found[] {
  const exact = importsExactly(listener);
  const isPublic = ({ exportTo }: MeshService) => exportTo.includes('*');
  const visible = all.filter((service) => isExportedTo(service, clientNamespace));
  const candidates = exact
    ? visible.filter((service) => service === ofNamespace(all, service.namespace))
    : [...visible.filter((service) => !isPublic(service)), ...visible.filter(isPublic)];
  const found = candidates.flatMap((service) => {
    if (!importsService(listener, clientNamespace, service.namespace, service.host)) return [];
    return atPorts(service, listener.port === null ? null : new Set([listener.port])) ?? [];
  });
  const chosen =
    found.find(({ service }) => service.namespace === clientNamespace) ??
    found.find(({ service }) => service.object.kind === 'Service') ??
    found[0];
  return found.filter(({ service }) => service.namespace === chosen?.service.namespace);
}

/** A Service with some of its ports; null: all, as does port 0. */
function atPorts(service: MeshService, ports: ReadonlySet<number> | null): Found | null {
  if (ports === null || ports.has(0)) return { service, ports: service.ports };
  const some = service.ports.filter(({ number }) => ports.has(number));
  return some.length > 0 ? { service, ports: some } : null;
}

/** Where a route leads: the client's own namespace whether exported or not, else the best one that is visible. */
function routedService(all: readonly MeshService[], clientNamespace: string): MeshService | null {
  const own = ofNamespace(all, clientNamespace);
  if (own !== null) return own;
  const visible = all.filter(
    (service) => service === ofNamespace(all, service.namespace) && isExportedTo(service, clientNamespace),
  );
  return visible.find(({ object }) => object.kind === 'Service') ?? visible[0] ?? null;
}

/** Of one host and namespace, the Service of Kubernetes, else the oldest. */
function ofNamespace(all: readonly MeshService[], namespace: string): MeshService | null {
  const same = all.filter((service) => service.namespace === namespace);
  return same.find(({ object }) => object.kind === 'Service') ?? same[0] ?? null;
}

/** sidecar.go:appendSidecarServices: Kubernetes replaces others; else the first stays, with the ports of those that are alike. */
function merge(known: Found | null, found: Found): Found {
  if (known === null) return found;
  const [kind, newKind] = [known.service.object.kind, found.service.object.kind];
  if (kind !== newKind) return newKind === 'Service' ? found : known;
  const { namespace, traits } = known.service;
  if (namespace !== found.service.namespace || traits !== found.service.traits) return known;
  const numbers = new Set(known.ports.map(({ number }) => number));
  return {
    service: known.service,
    ports: [...known.ports, ...found.ports.filter(({ number }) => !numbers.has(number))],
  };
}
