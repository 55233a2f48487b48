import type { MeshSettings } from '../../model/policy.ts';
import { isSince } from '../client/since.ts';
import { isRecord } from '../well-formed.ts';
import { type MeshConfig, record, texts } from './config-sources.ts';
import type { ControlPlane } from './control-planes.ts';
import { versionDoubt } from './istio-version.ts';
import { tlsLimits } from './tls-limits.ts';

/** Built-in defaults, identical from 1.18 to 1.31 (istio-semantics 4.2). */
const DEFAULTS = { rootNamespace: 'istio-system', trustDomain: 'cluster.local' };

/** What is known of one control plane, from whatever there is. */
interface Known extends ControlPlane {
  config: MeshConfig;
  tags: string[];
  /** Null: no member roll limits the mesh. */
  members: string[] | null;
}

/** The settings of one control plane that change an answer (istio-semantics 4.2, 5.1, 10). */
export function settingsOf({ istiod, seen, operator, config, tags, members }: Known): MeshSettings {
  const { fields, sources } = config;
  const { revision, namespace, version, flags } = istiod;
  const text = (key: keyof typeof DEFAULTS) =>
    typeof fields[key] === 'string' && fields[key] ? fields[key] : DEFAULTS[key];
  const { mode } = record(fields['outboundTrafficPolicy']);
  const selectors = records(fields['discoverySelectors']);
  const { doubts: tlsDoubts, ...limits } = tlsLimits(fields, istiod);
  const unlabelled = !isSince(version, 1, 27) ? UNLABELLED.find((flag) => flags[flag] === false) : undefined;
  const aliases = [...new Set(texts(fields['trustDomainAliases']))].toSorted();
  const foreign = records(fields['caCertificates']).flatMap((ca) => texts(ca['trustDomains']));
  const versioned = seen || operator !== null ? versionDoubt(version) : null;
  return {
    namespace,
    revision,
    version,
    rootNamespace: text('rootNamespace'),
    trustDomain: text('trustDomain'),
    autoMtls: fields['enableAutoMtls'] !== false && unlabelled === undefined,
    ...limits,
    outboundTrafficPolicy: typeof mode === 'string' ? mode : 'ALLOW_ANY',
    ...(lasts(fields['protocolDetectionTimeout']) && { stopsDetecting: true as const }),
    ...(selectors.length > 0 && { discoverySelectors: selectors }),
    serviceExportTo: exports(fields['defaultServiceExportTo']),
    destinationRuleExportTo: exports(fields['defaultDestinationRuleExportTo']),
    virtualServiceExportTo: exports(fields['defaultVirtualServiceExportTo']),
    ...(istiod.readsAllRevisions && { readsAllRevisions: true as const }),
    ...(tags.length > 0 && { tags }),
    ...(aliases.length > 0 && { trustDomainAliases: aliases }),
    ...(foreign.length > 0 && { foreignTrustDomains: [...new Set(foreign)].toSorted() }),
    ...(members !== null && { members }),
    ...((seen || operator !== null) && { flags }),
    ...(operator && { operator: operator.reference }),
    ...proxyDefaults(record(fields['defaultConfig'])),
    ...(sources.length > 0 && { sources }),
    ...(config.unread !== null && { unread: config.unread }),
    doubts: [
      ...istiod.doubts,
      ...config.doubts,
      ...tlsDoubts,
      ...(versioned === null ? [] : [versioned]),
      ...(unlabelled === undefined
        ? []
        : [`${unlabelled} is false, which turns auto mTLS off before Istio 1.27`]),
      ...(flags.PILOT_ENABLE_DESTINATION_RULE_INHERITANCE && !isSince(version, 1, 20) ? [INHERITANCE] : []),
    ],
  };
}

/** Whether a duration is more than nothing. */
function lasts(duration: unknown): boolean {
  return typeof duration === 'string' && /[1-9]/.test(duration);
}

/** Without telemetry labels istiod forgot the label by which auto mTLS knows sidecars (istio-semantics 3.4). */
const UNLABELLED = ['PILOT_ENABLE_TELEMETRY_LABEL', 'PILOT_ENDPOINT_TELEMETRY_LABEL'] as const;
const INHERITANCE =
  'PILOT_ENABLE_DESTINATION_RULE_INHERITANCE is on, and the inheritance of DestinationRules is not evaluated';

/** Of the proxies' settings those that change an answer. */
function proxyDefaults({ interceptionMode, proxyMetadata }: Record<string, unknown>) {
  const found = {
    ...(typeof interceptionMode === 'string' && { interceptionMode }),
    ...(isRecord(proxyMetadata) && { proxyMetadata }),
  };
  return Object.keys(found).length > 0 && { proxyDefaults: found };
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function exports(value: unknown): string[] {
  const found = texts(value);
  return found.length > 0 ? found : ['*'];
}
