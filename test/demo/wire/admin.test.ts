import { expect, test } from 'vitest';
import { clusterSetting } from '../../../src/prober/cluster-setting.ts';
import { startTestWire } from './dials.ts';

const wire = () =>
  startTestWire(`
endpoints: { 10.0.0.5:8080: { sidecar: none, app: http } }
clients:
  web.shop.svc.cluster.local:80:
    { class: HTTP, cluster: { tls: plaintext, rule: shop/web }, to: { 10.0.0.5:8080: plaintext } }`);

test('answers as Envoy’s admin interface does (measured.md section 3)', async () => {
  const { env, connectTo } = await wire();
  await fetch(`http://${connectTo['web.shop.svc.cluster.local:80']}/`);
  const page = async (path: string) => {
    const response = await fetch(env.MTLS_PROBE_ADMIN + path);
    return [response.status, await response.text()];
  };
  expect(await page('/stats?filter=upstream_cx_total')).toEqual([
    200,
    'cluster.outbound|80||web.shop.svc.cluster.local;.upstream_cx_total: 1\n',
  ]);
  expect(await page('/clusters')).toEqual([
    200,
    expect.stringContaining('outbound|80||web.shop.svc.cluster.local::10.0.0.5:8080::cx_total::1\n'),
  ]);
  expect(await page('/certs')).toEqual([
    200,
    expect.stringContaining('"uri":"spiffe://cluster.local/ns/default/sa/default"'),
  ]);
  const config = async (name: string) => {
    const [status, text] = await page(
      `/config_dump?resource=dynamic_active_clusters&name_regex=${encodeURIComponent(name)}`,
    );
    return [status, clusterSetting(String(text))];
  };
  // As in Envoy, the expression must match the whole name.
  expect(await config('outbound\\|80\\|.*')).toEqual([200, { tls: 'plaintext', rule: 'shop/web' }]);
  expect(await config('outbound')).toEqual([200, null]);
  expect(await config('(')).toEqual([400, null]);
  expect(await page('/stats?filter=(')).toEqual([400, '']);
  expect(await page('/nothing')).toEqual([404, '']);
  expect((await fetch(env.MTLS_PROBE_READY)).status).toBe(200);
});
