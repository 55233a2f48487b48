import type { NetworkPolicy } from '../../../src/model/istio.ts';
import type { NetworkEnd } from '../../../src/policy/network/peer.ts';
import { pod } from '../objects.ts';

type Spec = NonNullable<NetworkPolicy['spec']>;

const POD = {
  ...pod(),
  spec: { containers: [{ name: 'app', ports: [{ name: 'web', containerPort: 8080 }] }] },
};
export const TARGET: NetworkEnd = {
  namespace: 'app',
  labels: { app: 'a' },
  ip: '10.0.0.1',
  hostNetwork: false,
};
export const PROBE: NetworkEnd = {
  namespace: 'probes',
  labels: { role: 'probe' },
  ip: null,
  hostNetwork: false,
};
export const LISTENER = { protocol: 'TCP' as const, port: 8080, pod: POD };
export const NAMESPACES = [
  { metadata: { name: 'probes', labels: { team: 'sec' } } },
  { metadata: { name: 'app', labels: { team: 'shop' } } },
];

export const policy = (spec: unknown, namespace = 'app', name = 'np'): NetworkPolicy => ({
  metadata: { name, namespace },
  spec: spec as Spec,
});
