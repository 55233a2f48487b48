import { describe, expect, it } from 'vitest';
import type { Gateway, KubernetesGateway } from '../../../src/model/istio.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { gatewayPorts } from '../../../src/policy/gateways/gateway-ports.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { MESH, pod, service, snapshot } from '../objects.ts';

type Servers = NonNullable<Gateway['spec']>['servers'];
const server = (number: number, protocol: string, mode?: string) => ({
  port: { number, protocol },
  ...(mode !== undefined && { tls: mode === '' ? {} : { mode } }),
});
const gateway = (servers: Servers, name = 'g', selector = { app: 'a' }): Gateway => ({
  metadata: { name, namespace: 'edge', creationTimestamp: `2026-01-01T00:00:00Z` },
  spec: { selector, ...(servers && { servers }) },
});

function ports(objects: Partial<Snapshot>, labels: Record<string, string> = {}) {
  const found = pod('a', '10.0.0.1', { labels });
  const index = buildIndex(snapshot({ pods: [found], ...objects }));
  return Object.fromEntries(
    [...gatewayPorts(index, MESH, found)]
      .filter(([port]) => port < 15000 || port === 15008)
      .map(([port, { mode, mixed }]) => [port, mixed ? `${mode} mixed` : mode]),
  );
}

describe('gatewayPorts of networking.istio.io (pilot/pkg/model/gateway.go)', () => {
  it.each<[string, Servers, string]>([
    ['HTTP', [server(80, 'HTTP')], 'PLAINTEXT'],
    ['HTTP that redirects', [server(80, 'HTTP', '')], 'PLAINTEXT'],
    ['HTTPS', [server(80, 'HTTPS', 'SIMPLE')], 'SIMPLE'],
    ['a client certificate', [server(80, 'HTTPS', 'MUTUAL')], 'MUTUAL'],
    ['mTLS of the mesh', [server(80, 'HTTPS', 'ISTIO_MUTUAL')], 'ISTIO_MUTUAL'],
    ['tls without a mode', [server(80, 'TLS', '')], 'PASSTHROUGH'],
    ['east-west', [server(80, 'TLS', 'AUTO_PASSTHROUGH')], 'AUTO_PASSTHROUGH'],
    ['TCP', [server(80, 'TCP')], 'PLAINTEXT'],
    ['two servers of one mode', [server(80, 'HTTPS', 'SIMPLE'), server(80, 'HTTPS', 'SIMPLE')], 'SIMPLE'],
    ['two servers of two modes', [server(80, 'HTTPS', 'SIMPLE'), server(80, 'TLS', '')], 'SIMPLE mixed'],
    ['plaintext after TLS', [server(80, 'HTTPS', 'SIMPLE'), server(80, 'HTTP')], 'SIMPLE mixed'],
    ['plaintext before TLS', [server(80, 'HTTP'), server(80, 'HTTPS', 'SIMPLE')], 'PLAINTEXT'],
  ])('%s', (_name, servers, mode) => {
    expect(ports({ gateways: [gateway(servers)] })).toEqual({ 80: mode });
  });

  it('goes by the labels of the pod, in any namespace', () => {
    expect(ports({ gateways: [gateway([server(80, 'HTTP')], 'g', { app: 'b' })] })).toEqual({});
  });

  it('translates a Service port to its target, unless the Service opts out', () => {
    const gateways = [gateway([server(443, 'HTTPS', 'SIMPLE')])];
    const web = service('gw', [{ port: 443, targetPort: 8443 }]);
    expect(ports({ gateways, services: [web] })).toEqual({ 8443: 'SIMPLE' });
    const labels = { 'experimental.istio.io/disable-gateway-port-translation': '' };
    const own = { ...web, metadata: { ...web.metadata, labels } };
    expect(ports({ gateways, services: [own] })).toEqual({ 443: 'SIMPLE' });
    const named = service('gw', [{ port: 443, targetPort: 'https' }]);
    expect(ports({ gateways, services: [named] })).toEqual({ 443: 'SIMPLE' });
  });
});

describe('gatewayPorts of the Kubernetes Gateway API (pilot/pkg/config/kube/gateway/conversion.go)', () => {
  type Spec = NonNullable<KubernetesGateway['spec']>;
  const kubernetes = (listeners: Spec['listeners'], addresses?: Spec['addresses']): KubernetesGateway => ({
    metadata: { name: 'g', namespace: 'app' },
    spec: { ...(listeners && { listeners }), ...(addresses && { addresses }) },
  });
  const own = { 'gateway.networking.k8s.io/gateway-name': 'g' };

  it.each<[string, NonNullable<Spec['listeners']>[number], string]>([
    ['HTTP', { protocol: 'HTTP' }, 'PLAINTEXT'],
    ['TCP', { protocol: 'TCP' }, 'PLAINTEXT'],
    ['HTTPS', { protocol: 'HTTPS', tls: {} }, 'SIMPLE'],
    ['TLS passed on', { protocol: 'TLS', tls: { mode: 'Passthrough' } }, 'PASSTHROUGH'],
    ['TLS ended', { protocol: 'TLS', tls: { mode: 'Terminate' } }, 'SIMPLE'],
    [
      'an option',
      { protocol: 'HTTPS', tls: { options: { 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' } } },
      'MUTUAL',
    ],
    ['client certificates', { protocol: 'HTTPS', tls: { frontendValidation: {} } }, 'MUTUAL'],
  ])('%s', (_name, listener, mode) => {
    const kubernetesgateways = [kubernetes([{ port: 80, ...listener }])];
    expect(ports({ kubernetesgateways }, own)).toEqual({ 80: mode });
    expect(ports({ kubernetesgateways })).toEqual({});
  });

  it('goes by an address that names the Service of the pod', () => {
    const addresses = [{ type: 'Hostname', value: 'gw.app.svc.cluster.local' }];
    const objects = {
      kubernetesgateways: [kubernetes([{ port: 80, protocol: 'HTTP' }], addresses)],
      services: [service('gw', [{ port: 80, targetPort: 8080 }])],
    };
    expect(ports(objects)).toEqual({ 8080: 'PLAINTEXT' });
    expect(ports({ ...objects, services: [] })).toEqual({});
  });
});

it('a waypoint takes HBONE only', () => {
  const labels = { 'gateway.istio.io/managed': 'istio.io-mesh-controller' };
  expect(ports({ gateways: [gateway([server(80, 'HTTP')])] }, labels)).toEqual({ 15008: 'HBONE' });
});

describe('the server name that a port answers to', () => {
  const name = (hosts: string[], mode = 'SIMPLE') => {
    const servers = [{ ...server(443, 'HTTPS', mode), hosts }];
    const found = pod('a', '10.0.0.1');
    const index = buildIndex(snapshot({ pods: [found], gateways: [gateway(servers)] }));
    return gatewayPorts(index, MESH, found).get(443)?.serverName ?? null;
  };

  it.each<[string[], string | null]>([
    [['shop.example.com'], 'shop.example.com'],
    [['app/shop.example.com'], 'shop.example.com'],
    [['*.example.com'], 'mtls-verify.example.com'],
    [['*'], null],
    [['./*'], null],
    [['shop.example.com', '*'], null],
    [['*shop', 'b.example.com'], 'b.example.com'],
    [[], null],
    [['a\r\nb'], null],
    [[`${'a'.repeat(64)}.example.com`], null],
  ])('of %j is %s', (hosts, expected) => {
    expect(name(hosts)).toBe(expected);
  });

  it('is none where it is something else than a host', () => {
    expect(name(['shop.example.com'], 'AUTO_PASSTHROUGH')).toBeNull();
  });

  it('is the hostname of a listener', () => {
    const found = pod('a', '10.0.0.1', { labels: { 'gateway.networking.k8s.io/gateway-name': 'k' } });
    const listeners = [{ port: 443, protocol: 'HTTPS', hostname: 'k.example.com' }];
    const kubernetes: KubernetesGateway = { metadata: { name: 'k', namespace: 'app' }, spec: { listeners } };
    const index = buildIndex(snapshot({ pods: [found], kubernetesgateways: [kubernetes] }));
    expect(gatewayPorts(index, MESH, found).get(443)?.serverName).toBe('k.example.com');
  });
});
