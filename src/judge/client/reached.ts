import type { Observation } from '../../model/observation.ts';

/** `local`: the client's own proxy answered in place of the server. `unclear`: an answer whose author is not known. */
export type Reached = 'yes' | 'no' | 'local' | 'unclear';

/** Whether a dial through the client's sidecar met the server, and not only the client's own proxy (measured.md section 3). */
export function reached(observation: Observation): Reached {
  const { outcome, evidence } = observation;
  const certificate = evidence?.certificate ?? null;
  switch (outcome) {
    case 'replied':
      return repliedBy(observation);
    case 'denied':
    case 'application-tls':
    case 'not-tls':
      return 'yes';
    case 'certificate-required':
    case 'certificate-rejected':
      // The application's own demand is an answer; the demand of the server's sidecar means that plaintext was sent
      // to a STRICT port with a TLS client in it.
      return certificate !== null && !observation.meshCertificate ? 'yes' : 'no';
    case 'version-refused':
      return 'unclear';
    case 'closed-after-bytes':
    case 'tunnel-refused':
    case 'connection-refused':
    case 'unreachable':
    case 'silent':
    case 'not-run':
      return 'no';
  }
}

function repliedBy({ evidence }: Observation): Reached {
  const http = evidence?.http;
  if (!http || http.upstream) return 'yes';
  const badGateway = http.status === 502 || http.status === 503;
  // Without `x-envoy-upstream-service-time` an answer of Envoy is the client's own. Mesh settings can remove the
  // `server` header, so its absence does not prove another author.
  if (http.server !== null && http.server !== 'envoy' && http.server !== 'istio-envoy') return 'yes';
  if (badGateway) return 'local';
  const grew = (evidence.proxy?.connections ?? 0) > 0;
  return grew || http.status < 400 ? 'yes' : 'unclear';
}
