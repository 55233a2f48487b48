import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { KeyPair } from '../../model/key-pair.ts';
import { encryptedAlert, plainAlert } from './alert-record.ts';
import { clientRandom } from './client-hello.ts';
import { createTunnel, type Tunnel } from './tunnel.ts';
import type { TlsVersion } from './wire.ts';

export interface TerminateOptions {
  identity: KeyPair;
  /** PEM of the mesh root. */
  root: string;
  trustDomain: string;
  minTls: TlsVersion;
  maxTls: TlsVersion;
  /** False: it asks for a certificate and looks at none, as a broken validation context would. */
  verifies?: boolean;
}

/** A connection to terminate. */
export interface Arrival {
  socket: Socket;
  /** What was read from the socket already: the whole ClientHello. */
  head: Buffer;
  /** What the ClientHello offers. */
  alpn: string[];
  /** The upstream refused, so the connection ends as soon as the client has answered (measured.md section 1). */
  down: boolean;
}

/** What is known of a connection while its handshake goes on. */
interface Handshake {
  tunnel: Tunnel;
  onSecure(socket: TLSSocket): void;
  session: TLSSocket | null;
  /** SERVER_TRAFFIC_SECRET_0 of TLS 1.3. */
  secret: Buffer | null;
}

/** What Envoy answers to (istio-semantics 2.2). Node refuses a client without one of these, so then it is not told of ALPN. */
const ALPN = ['h2', 'http/1.1'];

/** What sidecars of Istio take (istio-semantics 5.1); with BoringSSL all suites of TLS 1.3. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-GCM-SHA256',
].join(':');

/** Alerts for OpenSSL's verdicts about a chain (istio-semantics 2.3: BoringSSL's SSL_alert_from_verify_result). */
const ALERTS: Record<string, number> = {
  CERT_HAS_EXPIRED: 45,
  CERT_NOT_YET_VALID: 45,
};
const UNKNOWN_CA = 48;
const CERTIFICATE_UNKNOWN = 46;
const CERTIFICATE_REQUIRED = 116;

/**
 * Makes the end of mTLS of one sidecar: it shows its certificate, demands one of the mesh and says by alert what is wrong with
 * it. One TLS server for all connections, for its context takes longer to make than a handshake.
 */
export function createTerminator(
  options: TerminateOptions,
): (arrival: Arrival, onSecure: (socket: TLSSocket) => void) => void {
  const handshakes = new Map<string, Handshake>();
  const rootKey = new X509Certificate(options.root).publicKey;
  const servers = { plain: serve(options, handshakes), alpn: serve(options, handshakes, ALPN) };
  return ({ socket, head, alpn, down }, onSecure) => {
    const tunnel = createTunnel(socket, head, down, () => {
      const verdict = options.verifies === false ? null : handshake.session?.authorizationError;
      if (!verdict) return null;
      // Envoy looks for the issuer first: an expired certificate of an unknown CA meets 48 (measured on a real mesh).
      const issued = handshake.session?.getPeerX509Certificate()?.verify(rootKey) === true;
      return alertRecord(handshake, (issued ? ALERTS[String(verdict)] : undefined) ?? UNKNOWN_CA);
    });
    const handshake: Handshake = { tunnel, onSecure, session: null, secret: null };
    const id = clientRandom(head);
    handshakes.set(id, handshake);
    socket.once('close', () => handshakes.delete(id));
    servers[alpn.some((name) => ALPN.includes(name)) ? 'alpn' : 'plain'].emit('connection', tunnel.stream);
  };
}

function serve(options: TerminateOptions, handshakes: Map<string, Handshake>, protocols?: string[]): Server {
  const known = new WeakMap<TLSSocket, Handshake>();
  const server = createServer({
    ...options.identity,
    ca: options.root,
    requestCert: true,
    // With this OpenSSL itself sends 116 (TLS 1.3) or 40 (TLS 1.2) to a client without a certificate.
    rejectUnauthorized: options.verifies !== false,
    ciphers: CIPHERS,
    minVersion: `TLSv${options.minTls}`,
    maxVersion: `TLSv${options.maxTls}`,
    ...(protocols ? { ALPNProtocols: protocols } : {}),
  });
  server.on('tlsClientError', () => undefined);
  server.on('keylog', (line: Buffer, session: TLSSocket) => {
    const [label, random = '', value = ''] = line.toString('latin1').trim().split(' ');
    const handshake = handshakes.get(random);
    if (!handshake) return;
    known.set(session, handshake);
    handshake.session = session;
    if (label === 'SERVER_TRAFFIC_SECRET_0') handshake.secret = Buffer.from(value, 'hex');
  });
  server.on('secureConnection', (session: TLSSocket) => {
    session.on('error', () => undefined);
    const handshake = known.get(session);
    if (handshake) {
      const refusal = options.verifies === false ? withoutCertificate(session) : outside(session, options);
      if (refusal === null) return handshake.onSecure(session);
      handshake.tunnel.finish(alertRecord(handshake, refusal));
    }
    session.destroy();
  });
  return server;
}

function alertRecord({ secret }: Handshake, alert: number): Buffer {
  return secret ? encryptedAlert(alert, secret) : plainAlert(alert);
}

/** The alert to an identity of another trust domain; any of its own will do (istio-semantics 2.4). */
function outside(peer: TLSSocket, { trustDomain }: TerminateOptions): number | null {
  const names = peer.getPeerX509Certificate()?.subjectAltName ?? '';
  return names.includes(`URI:spiffe://${trustDomain}/`) ? null : CERTIFICATE_UNKNOWN;
}

function withoutCertificate(peer: TLSSocket): number | null {
  return peer.getPeerX509Certificate() ? null : CERTIFICATE_REQUIRED;
}
