import type { ServiceEntry } from '../../model/istio.ts';
import type { Service } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { compare } from '../../util/compare.ts';
import { isDiscovered } from '../discovered.ts';
import { keyOf, type PolicyIndex } from '../policy-index.ts';
import { type Protocol, protocolNamed, protocolOf } from '../port-class.ts';
import { aliasesExternalNames, externalNameOf } from './external-name.ts';
import { inRevision } from './in-revision.ts';
import { serviceExports } from './service-visible.ts';
import { listOf, text, textMap, textsOf } from './untrusted.ts';

/** A port that is not TCP counts where istiod counts ports, and has no cluster. */
export interface MeshPort {
  number: number;
  name: string;
  protocol: Protocol;
}

/** A Service as a sidecar may know it: of Kubernetes, or one host of a ServiceEntry (pilot/pkg/model/service.go). */
export interface MeshService {
  host: string;
  namespace: string;
  object: ObjectReference & { kind: 'Service' | 'ServiceEntry' };
  created: string;
  exportTo: readonly string[];
  ports: readonly MeshPort[];
  /** `alias`: stands for another host. `passthrough`: sends to the dialled address. */
  resolution: 'balanced' | 'passthrough' | 'dns' | 'alias';
  external: boolean;
  /** Services of one host and namespace are merged when these are the same. */
  traits: string;
}

/** Every Service of a host that the control plane sees, oldest first (push_context.go:initServiceRegistry). */
export function meshServicesOf(
  index: PolicyIndex,
  mesh: MeshSettings,
  host: string,
  domain: string,
): MeshService[] {
  const service = kubernetesService(index, host, domain);
  const entries = index.serviceEntriesByHost.get(host) ?? [];
  const found = [
    ...(service ? [ofService(service, host, mesh)] : []),
    ...entries.filter((entry) => inRevision(entry, mesh)).map((entry) => ofEntry(entry, host, mesh)),
  ].filter(({ namespace }) => isDiscovered(index, mesh, namespace));
  return found.length < 2 ? found : found.sort(byCreation);
}

/** The Kubernetes Service of a host. */
export function kubernetesService(index: PolicyIndex, host: string, domain: string): Service | undefined {
  const [name, namespace] = host.split('.', 2);
  if (host !== `${name}.${namespace}.svc.${domain}`) return undefined;
  return index.serviceByName.get(`${namespace}/${name}`);
}

function byCreation(a: MeshService, b: MeshService): number {
  const name = ({ object, host }: MeshService) => (object.kind === 'Service' ? object.name : host);
  return (
    compare(a.created, b.created) ||
    compare(name(a), name(b)) ||
    compare(a.namespace, b.namespace) ||
    compare(a.object.name, b.object.name)
  );
}

function ofService(service: Service, host: string, mesh: MeshSettings): MeshService {
  const alias = externalNameOf(service);
  const headless = service.spec?.clusterIP === 'None' ? 'passthrough' : 'balanced';
  const { namespace = '', name = '', creationTimestamp = '' } = service.metadata ?? {};
  return {
    host,
    namespace,
    object: { kind: 'Service', namespace, name },
    created: creationTimestamp,
    exportTo: serviceExports(service, mesh.serviceExportTo ?? ['*']),
    ports: listOf(service.spec?.ports).flatMap(({ port, name: portName, appProtocol, protocol }) => {
      if (typeof port !== 'number') return [];
      const naming = { name: text(portName), appProtocol: text(appProtocol) || undefined, port };
      const found = protocol === 'UDP' ? 'udp' : protocolOf(naming);
      return [{ number: port, name: text(portName), protocol: found }];
    }),
    resolution: alias === null ? headless : aliasesExternalNames(mesh) ? 'alias' : 'dns',
    external: alias !== null,
    traits: keyOf(service),
  };
}

function ofEntry(entry: ServiceEntry, host: string, mesh: MeshSettings): MeshService {
  const { namespace = '', name = '', creationTimestamp = '', labels = {} } = entry.metadata ?? {};
  const { spec = {} } = entry;
  const exportTo = textsOf(spec.exportTo);
  const resolution = RESOLUTIONS.get(text(spec.resolution)) ?? 'passthrough';
  const selector = textMap(spec.workloadSelector?.labels);
  return {
    host,
    namespace,
    object: { kind: 'ServiceEntry', namespace, name },
    created: creationTimestamp,
    exportTo: exportTo.length > 0 ? exportTo : (mesh.serviceExportTo ?? ['*']),
    ports: listOf(spec.ports).flatMap(({ number, name: portName, protocol }) => {
      if (typeof number !== 'number') return [];
      return [{ number, name: text(portName), protocol: protocolNamed(text(protocol)) }];
    }),
    resolution,
    // MESH_EXTERNAL is the first value of the enum.
    external: spec.location !== 'MESH_INTERNAL',
    traits: JSON.stringify([resolution, sorted(labels), sorted(selector), exportTo.toSorted()]),
  };
}

const RESOLUTIONS: ReadonlyMap<string, MeshService['resolution']> = new Map([
  ['STATIC', 'balanced'],
  ['DNS', 'dns'],
  ['DNS_ROUND_ROBIN', 'dns'],
  ['DYNAMIC_DNS', 'dns'],
]);

function sorted(map: Record<string, string>): [string, string][] {
  return Object.entries(map).sort(([a], [b]) => compare(a, b));
}
