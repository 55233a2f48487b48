import type { Evidence, PeerCertificate } from '../../../src/model/observation.ts';

/** Evidence of a connection that was accepted and said nothing; `more` says what was different. */
export function evidenceOf(more: Partial<Evidence> = {}): Evidence {
  return {
    connected: true,
    handshake: false,
    wrote: 0,
    bytes: 0,
    first: '',
    http: null,
    end: 'timeout',
    code: null,
    alert: null,
    certificate: null,
    tls: null,
    ms: { connect: 1, handshake: null, total: 1 },
    attempts: 1,
    ...more,
  };
}

/** A certificate with these URI names. */
export function certificateOf(uris: string[], trusted: boolean | null = true): PeerCertificate {
  return {
    uris,
    subject: '',
    issuer: '',
    notBefore: '2020-01-01T00:00:00.000Z',
    notAfter: '2030-01-01T00:00:00.000Z',
    key: 'RSA 2048',
    fingerprint256: '00',
    trusted,
  };
}
