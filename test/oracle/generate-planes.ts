import type { Gateway } from '../../src/model/istio.ts';
import type { Pod, Service } from '../../src/model/kubernetes.ts';
import { generatePeers } from './generate-peers.ts';
import { type Random, randomFrom } from './random.ts';
import { NAMESPACES, ROOT, type Situation } from './situation.ts';

/** Random PeerAuthentications over ambient pods. No two are of one second: which counts then is left to chance in ambient mode. */
export function generateAmbient(seed: number): Situation {
  const random = randomFrom(seed);
  const peers = generatePeers(random).map((policy, index) => ({
    ...policy,
    metadata: { ...policy.metadata, creationTimestamp: `2026-01-01T00:00:${10 + ((index * 7) % 40)}Z` },
  }));
  const pods = NAMESPACES.flatMap((namespace, block) => [
    podOf('s', namespace, `10.1.${block}.1`, { version: random.pick(['v1', 'v2']) }),
    podOf('t', namespace, `10.1.${block}.2`, {}),
  ]);
  return { ...EMPTY, id: String(seed), pods, peerauthentications: peers };
}

/** Random Gateways and Services over two gateway pods. */
export function generateGateways(seed: number): Situation {
  const random = randomFrom(seed);
  const pods = ['a', 'b'].map((namespace, block) => {
    const pod = podOf('gw', namespace, `10.1.${block}.1`, { istio: random.pick(['x', 'y']) });
    return {
      ...pod,
      spec: { ...pod.spec, containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] },
    };
  });
  const gateways = Array.from({ length: random.below(4) }, (_, index) => gatewayOf(random, index));
  const services = ['a', 'b'].flatMap((namespace) =>
    random.chance(0.6) ? [serviceOf(random, namespace)] : [],
  );
  return { ...EMPTY, id: String(seed), pods, services, gateways };
}

const EMPTY: Omit<Situation, 'id' | 'pods'> = {
  mesh: {},
  services: [],
  peerauthentications: [],
  destinationrules: [],
  sidecars: [],
  virtualservices: [],
  workloadentries: [],
  serviceentries: [],
};

function podOf(app: string, namespace: string, podIP: string, labels: Record<string, string>): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${app}-1`,
      namespace,
      labels: { app, ...labels },
      annotations: { 'ambient.istio.io/redirection': 'enabled' },
    },
    spec: { serviceAccountName: 'default', nodeName: 'node1', containers: [{ name: 'c', image: 'x' }] },
    status: { podIP, phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function gatewayOf(random: Random, index: number): Gateway {
  const servers = Array.from({ length: 1 + random.below(3) }, (_, number) => {
    const tls = random.pick([null, 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']);
    const port = {
      number: random.pick([80, 443, 8443]),
      name: `p${number}`,
      protocol: tls ? 'HTTPS' : 'HTTP',
    };
    const credential = tls === 'ISTIO_MUTUAL' ? {} : { credentialName: 'c' };
    // Hosts of their own, for Envoy takes each server name once on a port.
    return {
      port,
      hosts: [`h${index}${number}.example`],
      ...(tls && { tls: { mode: tls, ...credential } }),
      ...(!tls && random.chance(0.2) && { tls: { httpsRedirect: true } }),
    };
  });
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: {
      name: `g${index}`,
      namespace: random.pick(['a', 'c', ROOT]),
      creationTimestamp: `2026-01-01T00:00:0${index}Z`,
    },
    spec: { selector: random.pick([{ istio: 'x' }, { istio: 'y' }, { app: 'gw' }, {}]), servers },
  } as Gateway;
}

function serviceOf(random: Random, namespace: string): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'gw', namespace },
    spec: {
      clusterIP: namespace === 'a' ? '10.0.0.1' : '10.0.0.2',
      selector: { app: 'gw' },
      ports: [
        { name: 'http', port: 80, targetPort: random.pick([80, 8080]), protocol: 'TCP' },
        { name: 'https', port: 443, targetPort: random.pick([443, 8443]), protocol: 'TCP' },
      ],
    },
  };
}
