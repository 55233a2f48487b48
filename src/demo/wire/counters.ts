/** What one cluster of a client's sidecar counted. */
export interface Counters {
  /** `outbound|PORT||HOST`. */
  readonly cluster: string;
  readonly handshakes: number;
  /** Connections by endpoint (`IP:port`), those that failed too. */
  readonly connections: ReadonlyMap<string, number>;
  connected(endpoint: string): void;
  handshake(): void;
}

/** Counts for one cluster, all zero. */
export function createCounters(cluster: string, endpoints: readonly string[]): Counters {
  const connections = new Map(endpoints.map((endpoint) => [endpoint, 0]));
  let handshakes = 0;
  return {
    cluster,
    connections,
    get handshakes() {
      return handshakes;
    },
    connected(endpoint) {
      connections.set(endpoint, (connections.get(endpoint) ?? 0) + 1);
    },
    handshake() {
      handshakes += 1;
    },
  };
}
