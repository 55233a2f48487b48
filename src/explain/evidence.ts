import type { Evidence, Observation, Outcome } from '../model/observation.ts';
import { ROLE_OF_DIAL } from '../model/plan.ts';
import { count } from '../util/text.ts';
import type { DialStory } from './explanation.ts';

const OUTCOMES = {
  replied: 'accepted and answered',
  'closed-after-bytes': 'closed without an answer',
  'certificate-required': 'refused: a client certificate is demanded',
  'certificate-rejected': 'refused: the client certificate is not accepted',
  'version-refused': 'refused: the TLS version is not accepted',
  'not-tls': 'the answer was not TLS',
  'application-tls': 'TLS of the application itself, with a certificate that is not the mesh’s',
  denied: 'refused by an authorization policy after it was accepted',
  'tunnel-refused': 'refused: the tunnel was not opened',
  'connection-refused': 'nothing listens: the connection was refused',
  unreachable: 'no connection came about',
  silent: 'connected, and then nothing came back',
  'not-run': 'not made',
} as const satisfies Record<Outcome, string>;

/** A dial and its evidence in words; without times, so that the same wire gives the same words. */
export function dialStory(observation: Observation): DialStory {
  const { dial, outcome, evidence, reason } = observation;
  const facts = evidence ? factsOf(evidence, observation.meshCertificate) : [reason ?? ''];
  const told = facts.filter((fact) => fact !== '');
  return {
    dial,
    from: ROLE_OF_DIAL[dial],
    saw: `${OUTCOMES[outcome]}${told.length === 0 ? '' : ` (${told.join('; ')})`}`,
  };
}

function factsOf(evidence: Evidence, meshCertificate: boolean): string[] {
  const { certificate, tls, alert, http, bytes, wrote, end, code, proxy, connectStatus, details } = evidence;
  const of = certificate ? (certificate.uris[0] ?? certificate.subject) : '';
  return [
    tls ? `${tls.version}${tls.alpn ? `, ALPN ${tls.alpn}` : ''}` : '',
    certificate ? `${meshCertificate ? 'the mesh certificate' : 'a certificate'} of ${of}` : '',
    alert === null ? '' : `TLS alert ${alert}`,
    http ? `HTTP ${http.status}${http.server === null ? '' : ` from ${http.server}`}` : '',
    bytes > 0 ? `${count(bytes, 'byte')} read` : wrote > 0 ? `${count(wrote, 'byte')} sent, none read` : '',
    end === 'data' ? '' : ENDS[end],
    code ?? '',
    typeof connectStatus === 'number' ? `CONNECT answered ${connectStatus}` : '',
    ...(details?.accepted ?? []).map(({ version, ciphers }) => `takes ${version}: ${ciphers.join(', ')}`),
    proxy
      ? `${count(proxy.handshakes, 'mTLS handshake')} on ${count(proxy.connections, 'connection')} of the sidecar`
      : '',
  ];
}

const ENDS = {
  eof: 'closed by the other side',
  reset: 'reset by the other side',
  error: 'ended with an error',
  timeout: 'until the deadline',
} as const satisfies Record<Exclude<Evidence['end'], 'data'>, string>;
