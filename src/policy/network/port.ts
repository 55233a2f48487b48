import type { Pod } from '../../model/kubernetes.ts';
import { listOf } from '../client/untrusted.ts';
import type { Match } from '../match.ts';
import { isRecord } from '../well-formed.ts';

/** The far end of a connection, where a policy looks at ports. */
export interface Listener {
  protocol: 'TCP' | 'UDP';
  port: number;
  /** Named ports are looked up here; null: the listener is no pod. */
  pod: Pod | null | 'unknown';
}

const PROTOCOLS: readonly unknown[] = ['TCP', 'UDP', 'SCTP'];

/** Whether an entry of `ports` covers a connection (NetworkPolicyPort of networking.k8s.io/v1: TCP unless said, names are the pod's, endPort inclusive). */
export function matchPort(entry: unknown, listener: Listener): Match {
  if (!isRecord(entry)) return 'maybe';
  const { protocol = 'TCP', port, endPort } = entry;
  if (!PROTOCOLS.includes(protocol)) return 'maybe';
  if (protocol !== listener.protocol) return 'no';
  if (port === undefined || port === null) return endPort === undefined ? 'yes' : 'maybe';
  if (typeof port === 'string') {
    if (endPort !== undefined || port === '') return 'maybe';
    if (listener.pod === 'unknown') return 'maybe';
    return named(port, listener.pod, listener) ? 'yes' : 'no';
  }
  const last = endPort ?? port;
  if (!isPort(port) || !isPort(last) || last < port) return 'maybe';
  return listener.port >= port && listener.port <= last ? 'yes' : 'no';
}

function named(name: string, pod: Pod | null, { port, protocol }: Listener): boolean {
  const containers = [...listOf(pod?.spec?.containers), ...listOf(pod?.spec?.initContainers)];
  return containers
    .flatMap(({ ports }) => listOf(ports))
    .some(
      (known) =>
        known['name'] === name &&
        known['containerPort'] === port &&
        (known['protocol'] ?? 'TCP') === protocol,
    );
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65536;
}
