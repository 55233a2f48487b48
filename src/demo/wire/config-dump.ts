import type { WireClient } from './wire.ts';

type Setting = NonNullable<WireClient['cluster']>;

/** A cluster of the client's sidecar and how it is set; without, the sidecar keeps that to itself. */
export interface SetCluster {
  cluster: string;
  setting: Setting | undefined;
}

const RAW = { name: 'envoy.transport_sockets.raw_buffer' };
const TLS = 'envoy.transport_sockets.tls';

/**
 * What Envoy answers to `/config_dump?resource=dynamic_active_clusters&name_regex=…`: the clusters whose whole name matches, as
 * istiod makes them (recorded on a real one; pilot/pkg/networking/core/cluster_tls.go), without what no probe reads.
 */
export function configDump(clusters: readonly SetCluster[], name: RegExp): string {
  const whole = new RegExp(`^(?:${name.source})$`);
  const configs = clusters.flatMap(({ cluster, setting }) =>
    setting && whole.test(cluster)
      ? [
          {
            '@type': 'type.googleapis.com/envoy.admin.v3.ClustersConfigDump.DynamicCluster',
            cluster: { name: cluster, type: 'EDS', ...madeFrom(setting), ...sockets(setting) },
          },
        ]
      : [],
  );
  return JSON.stringify(configs.length > 0 ? { configs } : {});
}

function madeFrom({ rule }: Setting) {
  const [namespace, name] = rule?.split('/') ?? [];
  const config = `/apis/networking.istio.io/v1/namespaces/${namespace}/destination-rule/${name}`;
  return { metadata: { filter_metadata: { istio: rule === undefined ? {} : { config } } } };
}

function sockets({ tls }: Setting) {
  switch (tls) {
    case 'plaintext':
      return {};
    case 'tls':
      return { transport_socket: { name: TLS, typed_config: { common_tls_context: {} } } };
    case 'mtls':
      return { transport_socket: OF_THE_MESH };
    case 'auto':
      return {
        transport_socket_matches: [
          { name: 'tlsMode-istio', match: { tlsMode: 'istio' }, transport_socket: OF_THE_MESH },
          { name: 'tlsMode-disabled', match: {}, transport_socket: RAW },
        ],
      };
  }
}

const OF_THE_MESH = {
  name: TLS,
  typed_config: {
    common_tls_context: {
      alpn_protocols: ['istio'],
      tls_certificate_sds_secret_configs: [{ name: 'default' }],
    },
  },
};
