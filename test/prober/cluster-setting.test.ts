import { expect, test } from 'vitest';
import { clusterSetting } from '../../src/prober/cluster-setting.ts';

const TLS = 'envoy.transport_sockets.tls';
const WORKLOAD = {
  name: TLS,
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    common_tls_context: {
      alpn_protocols: ['istio'],
      tls_certificate_sds_secret_configs: [{ name: 'default', sds_config: { resource_api_version: 'V3' } }],
    },
    sni: 'outbound_.9000_._.server.mesh.svc.cluster.local',
  },
};
const match = (name: string, socket: object = WORKLOAD) => ({ name, match: {}, transport_socket: socket });
const RULE = '/apis/networking.istio.io/v1/namespaces/mesh/destination-rule/server';

function dump(...clusters: object[]): string {
  return JSON.stringify({ configs: clusters.map((cluster) => ({ version_info: 'v', cluster })) });
}
function made(config: unknown, more: object = {}) {
  return { name: 'outbound|9000||server', metadata: { filter_metadata: { istio: { config } } }, ...more };
}

test.each([
  ['auto mTLS', [match('tlsMode-istio'), match('tlsMode-disabled')], 'auto'],
  ['auto mTLS beside HBONE', [match('hbone'), match('tlsMode-istio'), match('tlsMode-disabled')], 'auto'],
  ['ISTIO_MUTUAL beside HBONE', [match('hbone'), match('tlsMode-istio')], 'mtls'],
  ['SIMPLE beside HBONE', [match('hbone'), match('user')], 'tls'],
  ['nothing beside HBONE', [match('hbone'), match('tlsMode-disabled')], 'plaintext'],
] as const)('%s', (_name, transport_socket_matches, tls) => {
  expect(clusterSetting(dump(made(RULE, { transport_socket_matches })))).toEqual({
    tls,
    rule: 'mesh/server',
  });
});

test.each([
  ['ISTIO_MUTUAL', WORKLOAD, 'mtls'],
  ['SIMPLE', { name: TLS, typed_config: { common_tls_context: {} } }, 'tls'],
  ['DISABLE', undefined, 'plaintext'],
])('%s', (_name, transport_socket, tls) => {
  expect(clusterSetting(dump(made(undefined, { transport_socket })))).toEqual({ tls, rule: null });
});

test('a rule is a DestinationRule, of a form that is known', () => {
  const rules = [RULE.replace('destination-rule', 'sidecar'), 7, '/apis/x', `${RULE}/more`];
  for (const config of rules) expect(clusterSetting(dump(made(config)))?.rule).toBeNull();
  expect(clusterSetting(dump(made(`${RULE}\u001b[31m${'x'.repeat(999)}`)))?.rule).toMatch(
    /^[\x20-\x7e]{1,317}$/,
  );
});

test('says nothing of clusters that differ, or of what is not known', () => {
  const plain = made(RULE);
  expect(clusterSetting(dump(plain, plain))).toEqual({ tls: 'plaintext', rule: 'mesh/server' });
  expect(clusterSetting(dump(plain, made(RULE, { transport_socket: WORKLOAD })))).toBeNull();
  expect(
    clusterSetting(dump(made(RULE, { transport_socket: { name: 'envoy.transport_sockets.quic' } }))),
  ).toBeNull();
  expect(clusterSetting(dump(made(RULE, { transport_socket_matches: [{ name: 'x' }] })))).toBeNull();
  for (const text of ['', '{}', '[]', 'null', '{"configs":[]}', '{"configs":3}'])
    expect(clusterSetting(text)).toBeNull();
});
