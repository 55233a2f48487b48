import { describe, expect, it, test } from 'vitest';
import type { MeshSettings } from '../../src/model/policy.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { predict } from '../../src/predict/predict.ts';
import { MESH, NATIVE, peer, pod, service, slice, snapshot } from '../policy/objects.ts';

const workload = { labels: { 'security.istio.io/tlsMode': 'istio' }, ...NATIVE };

/** A pod with one port behind one Service, as its own namespace sees it. */
function seen(
  port: number,
  mode: string,
  mesh: Partial<MeshSettings> = {},
  change: object = {},
  ip = '10.0.0.1',
) {
  const ingress = [{ port: { number: 8080, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE' } }];
  const index = buildIndex(
    snapshot({
      pods: [pod('a', '10.0.0.1', { ...workload, ...change })],
      services: [service('web', [{ name: 'http', port }])],
      endpointslices: [slice('web', [{ name: 'http', port }], { [ip]: 'a' })],
      peerauthentications: [peer('app', { mtls: { mode } })],
      sidecars: port === 8080 ? [{ metadata: { name: 's', namespace: 'app' }, spec: { ingress } }] : [],
    }),
  );
  const own = { ...MESH, ...mesh };
  const targets = listTargets(index, { namespace: 'app', service: [], port: [], domain: 'cluster.local' });
  const { endpoints, services } = predict(index, [own], targets, { mesh: own, namespace: 'app', labels: {} });
  return { endpoint: [...endpoints.values()][0], service: [...services.values()][0] };
}

describe('ports that PeerAuthentication does not speak to', () => {
  test.each([15020, 15021, 15090])('port %i of a sidecar, to which clients send mTLS', (port) => {
    const { endpoint, service: found } = seen(port, 'STRICT');
    expect(endpoint).toMatchObject({
      declared: { mode: 'PERMISSIVE' },
      effective: 'NONE',
      cause: 'proxy-port',
    });
    expect(found).toMatchObject({ reachable: 'none', cause: 'proxy-port' });
  });

  it('governs the same port of a pod without a sidecar', () => {
    const { endpoint } = seen(15020, 'STRICT', {}, { labels: {}, initContainers: [] });
    expect(endpoint).toMatchObject({ declared: { mode: 'STRICT' }, cause: 'no-sidecar' });
  });

  it('goes by Gateways for a gateway', () => {
    const containers = [{ name: 'istio-proxy', args: ['proxy', 'router'] }];
    const { endpoint } = seen(80, 'STRICT', {}, { containers, initContainers: [] });
    expect(endpoint).toMatchObject({ declared: { level: 'gateway', decidedBy: null }, gateway: 'NONE' });
  });

  it('knows that a sidecar for IPv4 does not see IPv6, neither at the server nor at the client', () => {
    const { endpoint, service: found } = seen(80, 'STRICT', {}, {}, 'fd00::1');
    expect(endpoint).toMatchObject({
      declared: { mode: 'STRICT' },
      effective: 'NONE',
      cause: 'address-family',
    });
    expect(found).toMatchObject({ reachable: 'all', encrypted: false });
    expect(found?.client[0]?.policy.source).toBe('passthrough');
  });
});

describe('a Sidecar listener with TLS of its own (istio-semantics 1.3)', () => {
  test.each([
    ['DISABLE', { flags: { ENABLE_TLS_ON_SIDECAR_INGRESS: true } }, 'NONE', 'listener-tls', false],
    ['STRICT', { flags: { ENABLE_TLS_ON_SIDECAR_INGRESS: true } }, 'STRICT', null, false],
    ['DISABLE', { flags: {} }, 'DISABLE', null, false],
    ['DISABLE', {}, 'DISABLE', null, true],
  ])('with mode %s and %j: %s', (mode, mesh, effective, cause, unsupported) => {
    const { endpoint } = seen(8080, mode, mesh);
    expect(endpoint).toMatchObject({ effective, cause });
    expect(endpoint?.unsupported !== undefined).toBe(unsupported);
  });

  it('is not reached by the plaintext of mesh clients', () => {
    const { service: found } = seen(8080, 'DISABLE', { flags: { ENABLE_TLS_ON_SIDECAR_INGRESS: true } });
    expect(found).toMatchObject({ reachable: 'none', cause: 'listener-tls' });
  });
});
