import type { Evidence, Outcome } from '../model/observation.ts';

/** OpenSSL's ways to say that the bytes it read are not TLS. */
const NOT_TLS: readonly (string | null)[] = [
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_DATA_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_BAD_RECORD_TYPE',
  'ERR_SSL_RECORD_LAYER_FAILURE',
];

/** Outcomes by TLS alert (RFC 8446 section 6.2; what sidecars send: measured.md section 2). */
const BY_ALERT: Record<number, Outcome> = {
  42: 'certificate-rejected',
  43: 'certificate-rejected',
  44: 'certificate-rejected',
  45: 'certificate-rejected',
  46: 'certificate-rejected',
  48: 'certificate-rejected',
  70: 'version-refused',
  116: 'certificate-required',
  // no_application_protocol: an application with TLS of its own that does not know Istio's ALPN; Envoy never sends it.
  120: 'application-tls',
};

/** HTTP status of a CONNECT that was accepted. */
const TUNNEL_OPEN = 200;

/** The class of what one dial met (design section 5); `meshCertificate`: the target showed its mesh certificate. */
export function classify(evidence: Evidence, meshCertificate: boolean): Exclude<Outcome, 'not-run'> {
  if (!evidence.connected) return evidence.code === 'ECONNREFUSED' ? 'connection-refused' : 'unreachable';
  const refused = byAlert(evidence);
  if (refused) return refused;
  if (evidence.connectStatus && evidence.connectStatus !== TUNNEL_OPEN)
    return byStatus(evidence.connectStatus);
  if (!evidence.handshake && NOT_TLS.includes(evidence.code)) return 'not-tls';
  if (evidence.certificate && !meshCertificate) return 'application-tls';
  if (evidence.http?.rbac) return 'denied';
  if (evidence.bytes > 0) return 'replied';
  return evidence.end === 'timeout' ? 'silent' : 'closed-after-bytes';
}

/** What ztunnel answers to a CONNECT that it does not serve (measured.md section 6): 401 is an AuthorizationPolicy. */
function byStatus(status: number): Exclude<Outcome, 'not-run'> {
  return status === 401 ? 'denied' : 'tunnel-refused';
}

function byAlert({ alert, certificate }: Evidence): Exclude<Outcome, 'not-run'> | null {
  if (alert === null) return null;
  // handshake_failure says "no certificate" only under TLS 1.2, after the server's own; before it, it says nothing.
  const outcome = alert === 40 && certificate ? 'certificate-required' : BY_ALERT[alert];
  return outcome === undefined || outcome === 'not-run' ? null : outcome;
}
