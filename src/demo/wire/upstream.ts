import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, createSecureContext, type SecureContext } from 'node:tls';
import type { KeyPair } from '../../model/key-pair.ts';
import type { Counters } from './counters.ts';
import { CONNECTION_TIMEOUT, dial } from './dial.ts';
import { openTunnel } from './open-tunnel.ts';
import type { Sends, TlsVersion } from './wire.ts';

export interface UpstreamOptions {
  /** What is needed to send TLS, by what is sent. */
  contexts: ClientContexts;
  /** Port on loopback by endpoint; absent for endpoints that nothing reaches. */
  ports: ReadonlyMap<string, number>;
  /** The same for ztunnel's port 15008 of the endpoint's pod. */
  hbone: ReadonlyMap<string, number>;
  track(socket: Socket): Socket;
}

/** What is sent with TLS. */
type SendsTls = Exclude<Sends, 'plaintext' | 'passthrough' | 'hbone'>;

export type ClientContexts = Record<SendsTls, SecureContext>;

/** The client's side of TLS: its own workload certificate with the highest version that sidecars use, and the roots (PEM) of the mesh and of the applications' certificates. */
export function clientContexts(
  identity: KeyPair,
  meshRoot: string,
  appRoot: string,
  maxTls: TlsVersion,
): ClientContexts {
  // No root at all, rather than Node's own: nothing on this wire has a certificate of a public CA.
  const nobody = createSecureContext({ ca: [] });
  return {
    mtls: createSecureContext({ ...identity, ca: meshRoot, maxVersion: `TLSv${maxTls}` }),
    simple: nobody,
    'simple-trusted': createSecureContext({ ca: appRoot }),
    'simple-unverified': nobody,
  };
}

const MESH_ALPN = { HTTP: ['istio-http/1.1', 'istio', 'http/1.1'], TCP: ['istio'], AUTO: ['istio'] };

/** Connects to an endpoint as the client's sidecar does and counts it; rejects when connection or handshake fails. */
export async function openUpstream(
  options: UpstreamOptions,
  counters: Counters,
  to: { endpoint: string; sends: Sends; portClass: 'HTTP' | 'TCP' | 'AUTO' },
): Promise<Duplex> {
  const { endpoint, sends, portClass } = to;
  if (sends !== 'passthrough') counters.connected(clusterAddress(endpoint, sends));
  const port = (sends === 'hbone' ? options.hbone : options.ports).get(endpoint);
  if (port === undefined) throw new Error(CONNECTION_TIMEOUT);
  if (sends === 'hbone')
    return openTunnel({ port, authority: endpoint, secureContext: options.contexts.mtls }, options.track);
  const raw = await dial(port, options.track);
  if (sends === 'plaintext' || sends === 'passthrough') return raw;
  const secure = connect({ socket: raw, ...tlsOptions(options.contexts[sends], sends, portClass) });
  raw.once('close', () => secure.destroy());
  try {
    await once(secure, 'secureConnect');
  } catch (error) {
    raw.destroy();
    throw error;
  }
  secure.on('error', () => undefined);
  counters.handshake();
  return secure;
}

/** Address of an endpoint in a cluster: HBONE goes through an internal listener (pilot/pkg/xds/endpoints/endpoint_builder.go). */
export function clusterAddress(endpoint: string, sends: Sends): string {
  return sends === 'hbone' ? `envoy://connect_originate/${endpoint}` : endpoint;
}

function tlsOptions(
  secureContext: SecureContext,
  sends: SendsTls,
  portClass: 'HTTP' | 'TCP' | 'AUTO',
): ConnectionOptions {
  // Mesh certificates have no DNS name; without a name to check, the chain alone decides.
  const base: ConnectionOptions = { secureContext, checkServerIdentity: () => undefined };
  if (sends === 'mtls') return { ...base, ALPNProtocols: MESH_ALPN[portClass] };
  return { ...base, rejectUnauthorized: sends !== 'simple-unverified' };
}
