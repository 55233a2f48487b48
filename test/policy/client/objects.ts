import type {
  DestinationRule,
  PeerAuthentication,
  Sidecar,
  VirtualService,
} from '../../../src/model/istio.ts';

type RuleSpec = NonNullable<DestinationRule['spec']>;
let age = 0;

/** A DestinationRule younger than every one made before it. */
export function rule(namespace: string, name: string, spec: RuleSpec): DestinationRule {
  age += 1;
  const creationTimestamp = new Date(Date.UTC(2026, 0, 1) + age * 1000).toISOString().replace('.000', '');
  return { kind: 'DestinationRule', metadata: { namespace, name, creationTimestamp }, spec };
}

export function peer(namespace: string, name: string, spec: PeerAuthentication['spec']): PeerAuthentication {
  return { kind: 'PeerAuthentication', metadata: { namespace, name }, ...(spec && { spec }) };
}

export function sidecar(namespace: string, name: string, spec: NonNullable<Sidecar['spec']>): Sidecar {
  return { kind: 'Sidecar', metadata: { namespace, name }, spec };
}

/** A VirtualService in namespace `s`. */
export function routes(name: string, spec: Record<string, unknown>): VirtualService {
  return { kind: 'VirtualService', metadata: { namespace: 's', name }, spec };
}
