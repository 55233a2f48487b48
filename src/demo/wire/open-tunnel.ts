import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { dial } from './dial.ts';

export interface TunnelTo {
  /** Port of ztunnel's HBONE on loopback. */
  port: number;
  /** `podIP:port`. */
  authority: string;
  /** The client's own workload certificate and the mesh root. */
  secureContext: SecureContext;
}

/** Opens a tunnel to a pod in ambient mode, as a sidecar's cluster `connect_originate` does; rejects when ztunnel refuses it. */
export async function openTunnel(
  { port, authority, secureContext }: TunnelTo,
  track: (socket: Socket) => Socket,
): Promise<Duplex> {
  const raw = await dial(port, track);
  const secure = connectTls({
    socket: raw,
    secureContext,
    ALPNProtocols: ['h2'],
    // Mesh certificates have no DNS name.
    checkServerIdentity: () => undefined,
  });
  const session = connectHttp2(`https://${authority}`, { createConnection: () => secure });
  session.on('error', () => undefined);
  const stream = session.request({ ':method': 'CONNECT', ':authority': authority });
  stream.on('close', () => session.close());
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  stream.on('error', () => undefined);
  if (headers[':status'] === 200) return stream;
  session.destroy();
  throw new Error(`ztunnel answered ${headers[':status']}`);
}
