import type { Server } from 'node:net';
import type { KeyPair } from '../../model/key-pair.ts';
import { createAdmin } from './admin.ts';
import { createCounters } from './counters.ts';
import { createOutbound } from './outbound.ts';
import { clusterAddress, type UpstreamOptions } from './upstream.ts';
import type { WireClient } from './wire.ts';

/** One mesh client: what leads its prober through a sidecar of its own, with counters of its own. */
export interface StartedClient {
  /** `serviceHost:port` → `127.0.0.1:port`. */
  connectTo: Record<string, string>;
  /** Environment that leads a prober to the admin interface of its own sidecar, and through it to the Services. */
  env: { MTLS_PROBE_ADMIN: string; MTLS_PROBE_READY: string; MTLS_PROBE_CONNECT_TO: string };
  /** Files of its workload certificate by name, as the agent writes them. */
  certificates: { 'cert-chain.pem': string; 'key.pem': string; 'root-cert.pem': string };
}

interface ClientOptions {
  identity: KeyPair;
  /** Root of the mesh CA (PEM). */
  root: string;
  clients: Record<string, WireClient>;
  upstream: UpstreamOptions;
  /** Port on loopback. */
  listen(server: Server): Promise<number>;
}

/** Starts the outbound side of a client's sidecar, with its admin interface. */
export async function startClient(options: ClientOptions): Promise<StartedClient> {
  const { identity, root, clients, upstream, listen } = options;
  const clusters = Object.entries(clients).map(([name, client]) => {
    const [host = '', port = ''] = name.split(/:(?=\d+$)/);
    const addresses = Object.entries(client.to).map(([id, sends]) => clusterAddress(id, sends));
    return { name, client, counters: createCounters(`outbound|${port}||${host}`, addresses) };
  });
  const counted = clusters.filter(({ client }) => !Object.values(client.to).includes('passthrough'));
  const [admin, ...ports] = await Promise.all([
    listen(createAdmin(counted, identity)),
    ...clusters.map(async ({ name, client, counters }): Promise<[string, string]> => {
      const port = await listen(createOutbound(client, upstream, counters));
      return [name, `127.0.0.1:${port}`];
    }),
  ]);
  const connectTo = Object.fromEntries(ports);
  return {
    connectTo,
    env: {
      MTLS_PROBE_ADMIN: `http://127.0.0.1:${admin}`,
      MTLS_PROBE_READY: `http://127.0.0.1:${admin}/healthz/ready`,
      MTLS_PROBE_CONNECT_TO: JSON.stringify(connectTo),
    },
    certificates: { 'cert-chain.pem': identity.cert, 'key.pem': identity.key, 'root-cert.pem': root },
  };
}
