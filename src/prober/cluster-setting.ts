import type { ClusterSetting } from '../model/observation.ts';
import { isRecord } from '../util/record.ts';
import { ascii } from './ascii.ts';

/** Longest name of a namespace and of an object, with the stroke between. */
const MAX_RULE = 63 + 1 + 253;
/** What SDS calls the workload certificate of a proxy: with it TLS is the mesh's own, with any other a rule's SIMPLE or MUTUAL. */
const WORKLOAD_CERTIFICATE = 'default';

/**
 * How a cluster is set to send, out of `/config_dump?resource=dynamic_active_clusters` of the proxy that has it; null when the clusters
 * differ, there is none, or it is made in a way that is not known (pilot/pkg/networking/core/cluster_tls.go).
 */
export function clusterSetting(dump: string): ClusterSetting | null {
  const configs = field(parse(dump), 'configs');
  const settings = Array.isArray(configs) ? configs.map((config) => settingOf(field(config, 'cluster'))) : [];
  const [first = null, ...others] = settings;
  return others.every((other) => first?.tls === other?.tls && first?.rule === other?.rule) ? first : null;
}

function settingOf(cluster: unknown): ClusterSetting | null {
  const tls = tlsOf(cluster);
  const origin = field(cluster, 'metadata', 'filter_metadata', 'istio', 'config');
  const [, namespace, name] =
    /^\/apis\/networking\.istio\.io\/[^/]+\/namespaces\/([^/]+)\/destination-rule\/([^/]+)$/.exec(
      typeof origin === 'string' ? origin : '',
    ) ?? [];
  return tls === null ? null : { tls, rule: name ? ascii(`${namespace}/${name}`, MAX_RULE) : null };
}

function tlsOf(cluster: unknown): ClusterSetting['tls'] | null {
  const matches = field(cluster, 'transport_socket_matches');
  if (!Array.isArray(matches)) return tlsOfSocket(field(cluster, 'transport_socket'));
  const names = matches.map((match) => field(match, 'name'));
  if (names.includes('user')) return 'tls';
  if (names.includes('tlsMode-istio')) return names.includes('tlsMode-disabled') ? 'auto' : 'mtls';
  return names.includes('tlsMode-disabled') ? 'plaintext' : null;
}

function tlsOfSocket(socket: unknown): ClusterSetting['tls'] | null {
  if (socket === undefined) return 'plaintext';
  if (field(socket, 'name') !== 'envoy.transport_sockets.tls') return null;
  const own = field(socket, 'typed_config', 'common_tls_context', 'tls_certificate_sds_secret_configs');
  const workload = Array.isArray(own) && own.some((secret) => field(secret, 'name') === WORKLOAD_CERTIFICATE);
  return workload ? 'mtls' : 'tls';
}

function field(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    value,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
