import type { Observation } from '../../model/observation.ts';

/**
 * Whether every connection of the dial was encrypted, from the counters of the probe's own proxy (measured.md
 * section 3). False is only to be believed of a dial that reached the server: a failed handshake also counts as a connection.
 */
export function encryptedByCounters(observation: Observation): boolean | null {
  const proxy = observation.evidence?.proxy;
  if (!proxy || proxy.connections <= 0) return null;
  // The proxy’s way into HBONE opens whether or not the tunnel does: only an answer says that it did.
  if (proxy.tunnelled) return null;
  if (proxy.handshakes === proxy.connections) return true;
  return proxy.handshakes === 0 ? false : null;
}
