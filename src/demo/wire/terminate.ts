import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { encryptedAlert, plainAlert } from './alert-record.ts';
import type { KeyPair } from './certificate-authority.ts';
import { createTunnel } from './tunnel.ts';
import type { TlsVersion } from './wire.ts';

export interface TerminateOptions {
  identity: KeyPair;
  /** PEM of the mesh root. */
  root: string;
  trustDomain: string;
  minTls: TlsVersion;
  maxTls: TlsVersion;
}

/** What Envoy answers to (istio-semantics 2.2). Node refuses a client without one of these, so then it is not told of ALPN. */
const ALPN = ['h2', 'http/1.1'];

/** Alerts for OpenSSL's verdicts about a chain (istio-semantics 2.3: BoringSSL's SSL_alert_from_verify_result). */
const ALERTS: Record<string, number> = {
  CERT_HAS_EXPIRED: 45,
  CERT_NOT_YET_VALID: 45,
};
const UNKNOWN_CA = 48;
const CERTIFICATE_UNKNOWN = 46;

/**
 * Terminates mTLS as a sidecar does: shows its certificate, demands one of the mesh and says by alert what is wrong with it.
 * `head` was read from the socket already; `alpn` is what it offers; `down`: the upstream refused, so the connection ends as
 * soon as the client has answered (measured.md section 1).
 */
export function terminate(
  options: TerminateOptions,
  { socket, head, alpn, down }: { socket: Socket; head: Buffer; alpn: string[]; down: boolean },
  onSecure: (socket: TLSSocket) => void,
): void {
  let session: TLSSocket | null = null;
  let secret: Buffer | null = null;
  const alertRecord = (alert: number) => (secret ? encryptedAlert(alert, secret) : plainAlert(alert));
  const server = createServer({
    ...options.identity,
    ca: options.root,
    requestCert: true,
    // With this OpenSSL itself sends 116 (TLS 1.3) or 40 (TLS 1.2) to a client without a certificate.
    rejectUnauthorized: true,
    minVersion: `TLSv${options.minTls}`,
    maxVersion: `TLSv${options.maxTls}`,
    ...(alpn.some((name) => ALPN.includes(name)) ? { ALPNProtocols: ALPN } : {}),
  });
  const tunnel = createTunnel(socket, head, down, () => {
    const verdict = session?.authorizationError;
    return verdict ? alertRecord(ALERTS[String(verdict)] ?? UNKNOWN_CA) : null;
  });
  server.on('tlsClientError', () => undefined);
  server.on('keylog', (line: Buffer, peer: TLSSocket) => {
    session = peer;
    const [label, , value = ''] = line.toString('latin1').trim().split(' ');
    if (label === 'SERVER_TRAFFIC_SECRET_0') secret = Buffer.from(value, 'hex');
  });
  server.on('secureConnection', (peer: TLSSocket) => {
    peer.on('error', () => undefined);
    if (inTrustDomain(peer, options.trustDomain)) return onSecure(peer);
    tunnel.finish(alertRecord(CERTIFICATE_UNKNOWN));
    peer.destroy();
  });
  server.emit('connection', tunnel.stream);
}

/** Any identity of the trust domain will do (istio-semantics 2.4). */
function inTrustDomain(peer: TLSSocket, trustDomain: string): boolean {
  return (peer.getPeerCertificate().subjectaltname ?? '').includes(`URI:spiffe://${trustDomain}/`);
}
