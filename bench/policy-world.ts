import type { EndpointSlice, Pod, Service } from '../src/model/kubernetes.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import { emptySnapshot } from '../test/support/empty-snapshot.ts';

const PODS = 5;
const SERVICES = 10;

const range = (length: number) => Array.from({ length }, (_, index) => index);
const named = (name: string, namespace: string, labels: Record<string, string> = {}) => ({
  name,
  namespace,
  labels,
  creationTimestamp: '2026-01-01T00:00:00Z',
});

/** A mesh of namespaces with ten Services, fifty endpoint ports and five policies each. */
export function policyWorld(namespaces: number): Snapshot {
  const names = range(namespaces).map((index) => `ns-${index}`);
  const parts = names.flatMap((namespace, index) =>
    range(SERVICES).map((service) => servicePart(namespace, index, service)),
  );
  return {
    ...emptySnapshot(),
    namespaces: names.map((name) => ({ metadata: { name } })),
    pods: parts.flatMap(({ pods }) => pods),
    services: parts.map(({ service }) => service),
    endpointslices: parts.map(({ slice }) => slice),
    configmaps: [{ metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: '' } }],
    peerauthentications: names.flatMap((namespace) => [
      { metadata: named('default', namespace), spec: { mtls: { mode: 'STRICT' } } },
      ...range(2).map((service) => ({
        metadata: named(`svc-${service}`, namespace),
        spec: {
          selector: { matchLabels: { app: `svc-${service}` } },
          portLevelMtls: { '8080': { mode: 'PERMISSIVE' } },
        },
      })),
    ]),
    destinationrules: names.flatMap((namespace) =>
      range(2).map((service) => ({
        metadata: named(`svc-${service}`, namespace),
        spec: { host: `svc-${service}`, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
      })),
    ),
  };
}

function servicePart(
  namespace: string,
  index: number,
  service: number,
): { service: Service; slice: EndpointSlice; pods: Pod[] } {
  const name = `svc-${service}`;
  const pods = range(PODS).map((number): Pod => {
    const place = index * SERVICES * PODS + service * PODS + number;
    return {
      metadata: named(`${name}-${number}`, namespace, { app: name, 'security.istio.io/tlsMode': 'istio' }),
      spec: { containers: [{ name: 'app' }, { name: 'istio-proxy', args: ['proxy', 'sidecar'] }] },
      status: {
        phase: 'Running',
        podIP: `10.${place >> 16}.${(place >> 8) & 255}.${place & 255}`,
      },
    };
  });
  const ports = [{ name: 'http', port: 8080 }];
  return {
    service: {
      metadata: named(name, namespace),
      spec: { clusterIP: '10.255.0.1', selector: { app: name }, ports },
    },
    slice: {
      metadata: named(name, namespace, { 'kubernetes.io/service-name': name }),
      addressType: 'IPv4',
      ports,
      endpoints: pods.map(({ metadata, status }) => ({
        addresses: [status?.podIP ?? ''],
        targetRef: { kind: 'Pod', namespace, name: metadata?.name ?? '' },
      })),
    },
    pods,
  };
}
