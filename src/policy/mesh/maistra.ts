import type { ServiceMeshControlPlane } from '../../model/operators.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { selectorMatches } from '../../util/label-selector.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import { type Fields, record, texts } from './config-sources.ts';
import { firstVersion, maistraVersion } from './istio-version.ts';
import type { OperatorSettings } from './operator.ts';

/** The spec in force: with what profiles added, where the operator says so (istio-semantics 9.1). */
export function appliedSpec({ spec, status }: ServiceMeshControlPlane): Fields {
  return isRecord(status?.appliedSpec) ? status.appliedSpec : record(spec);
}

/** What a ServiceMeshControlPlane of OpenShift Service Mesh 2 asks for; the revision is its name (istio-semantics 9.1). */
export function maistraSettings(object: ServiceMeshControlPlane): OperatorSettings {
  const spec = appliedSpec(object);
  const security = record(spec['security']);
  const { automtls } = record(security['dataPlane']);
  const { domain, additionalDomains } = record(security['trust']);
  const { minProtocolVersion, maxProtocolVersion } = record(record(security['controlPlane'])['tls']);
  const { namespace = '', name = '' } = object.metadata ?? {};
  const limits: [string, unknown][] = [
    ['TLS_MIN_PROTOCOL_VERSION', minProtocolVersion],
    ['TLS_MAX_PROTOCOL_VERSION', maxProtocolVersion],
  ];
  return {
    reference: referenceTo('ServiceMeshControlPlane', object),
    namespace,
    revision: name,
    version: maistraVersion(spec['version']) ?? firstVersion([spec['version']]),
    fields: {
      rootNamespace: namespace,
      ...record(spec['meshConfig']),
      ...(typeof automtls === 'boolean' && { enableAutoMtls: automtls }),
      ...(typeof domain === 'string' && domain !== '' && { trustDomain: domain }),
      ...(Array.isArray(additionalDomains) && { trustDomainAliases: texts(additionalDomains) }),
    },
    flags: {},
    env: new Map(
      limits.flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[key, value]] : [])),
    ),
    maistra: true,
  };
}

const MEMBER_OF = 'maistra.io/member-of';
type Source = Pick<Snapshot, 'servicemeshcontrolplanes' | 'servicemeshmemberrolls' | 'namespaces'>;

/**
 * The namespaces of a mesh of OpenShift Service Mesh 2, with its own: those that the operator configured, else those that the roll
 * names, and all labelled as members. Null where there is no limit, or none that can be read (istio-semantics 9.1).
 */
export function meshMembers(
  { servicemeshcontrolplanes, servicemeshmemberrolls, namespaces }: Source,
  namespace: string,
): string[] | null {
  const plane = servicemeshcontrolplanes.find(({ metadata }) => metadata?.namespace === namespace);
  if (plane && watchesAll(appliedSpec(plane))) return null;
  const labelled = namespaces
    .filter(({ metadata }) => metadata?.labels?.[MEMBER_OF] === namespace)
    .map(({ metadata }) => metadata?.name ?? '');
  const roll = servicemeshmemberrolls.find(({ metadata }) => metadata?.namespace === namespace);
  if (!roll && labelled.length === 0) return null;
  const { configuredMembers } = record(roll?.status);
  const named = Array.isArray(configuredMembers)
    ? texts(configuredMembers)
    : namedMembers(record(roll?.spec), namespaces);
  return [...new Set([namespace, ...labelled, ...named])].toSorted();
}

/** Releases before 2.4 call it a technology preview. */
function watchesAll(spec: Fields): boolean {
  const { controlPlaneMode } = record(spec['techPreview']);
  return spec['mode'] === 'ClusterWide' || controlPlaneMode === 'ClusterScoped';
}

/** What a roll asks for, until the operator has told what it made of it. */
export function namedMembers(
  { members, memberSelectors }: Fields,
  namespaces: Snapshot['namespaces'],
): string[] {
  const names = texts(members);
  const selectors = Array.isArray(memberSelectors) ? memberSelectors.filter(isRecord) : [];
  const selected = namespaces.filter(({ metadata }) => {
    const name = metadata?.name ?? '';
    if (/^(openshift|kube)(-|$)/.test(name)) return false;
    return names.includes('*') || selectors.some((one) => selectorMatches(one, metadata?.labels ?? {}));
  });
  return [...names.filter((name) => name !== '*'), ...selected.map(({ metadata }) => metadata?.name ?? '')];
}
