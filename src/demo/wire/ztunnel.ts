import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import type { KeyPair } from '../../model/key-pair.ts';
import { dial } from './dial.ts';
import { endGently } from './end-gently.ts';
import { proxyTcp } from './proxy-tcp.ts';
import type { WireEndpoint } from './wire.ts';

/** A port of a pod in ambient mode. */
export interface ZtunnelPort {
  endpoint: WireEndpoint;
  /** Port of the application on loopback; null when nothing listens. */
  appPort: number | null;
}

export interface ZtunnelOptions {
  /** Certificate of the pod. */
  identity: KeyPair;
  /** PEM of the mesh root. */
  root: string;
  /** By the `podIP:port` that a CONNECT asks for. */
  ports: ReadonlyMap<string, ZtunnelPort>;
  track(socket: Socket): Socket;
}

/** What ztunnel answers to a CONNECT (measured.md section 6). */
const OK = 200;
const WRONG_DESTINATION = 400;
const DENIED = 401;
const NO_LISTENER = 503;

/** ztunnel's end of what is not HBONE: it passes bytes on, or closes the connection before a word (measured.md section 6). */
export function createPassthrough(
  { endpoint, appPort }: ZtunnelPort,
  track: ZtunnelOptions['track'],
): Server {
  const { ztunnel, fault } = endpoint;
  const refuses = ztunnel === 'STRICT' || fault === 'denied' || fault === 'denied-plaintext';
  return createServer((socket) => {
    if (refuses || appPort === null) endGently(socket);
    else
      void proxyTcp(
        socket,
        () => dial(appPort, track),
        () => endGently(socket),
      );
  });
}

/** ztunnel's port 15008 of one pod, as a server that does not listen yet: TLS 1.3, a mesh certificate demanded, CONNECT in HTTP/2. */
export function createHbone({ identity, root, ports, track }: ZtunnelOptions): Http2SecureServer {
  const pods = new Set([...ports.keys()].map(hostOf));
  const server = createSecureServer({
    ...identity,
    ca: root,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
  });
  server.on('tlsClientError', () => undefined);
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const refuse = (status: number) => stream.respond({ ':status': status }, { endStream: true });
    const authority = headers[':authority'] ?? '';
    const port = ports.get(authority);
    if (headers[':method'] !== 'CONNECT' || !pods.has(hostOf(authority))) return refuse(WRONG_DESTINATION);
    if (port?.endpoint.fault === 'denied') return refuse(DENIED);
    const appPort = port?.appPort ?? null;
    if (appPort === null) return refuse(NO_LISTENER);
    const open = async () => {
      const upstream = await dial(appPort, track);
      stream.respond({ ':status': OK });
      return upstream;
    };
    void proxyTcp(stream, open, () => refuse(NO_LISTENER));
  });
  return server;
}

function hostOf(authority: string): string {
  return authority.replace(/:\d+$/, '');
}
