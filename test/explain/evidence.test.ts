import { describe, expect, it } from 'vitest';
import { dialStory } from '../../src/explain/evidence.ts';
import type { Evidence, Observation } from '../../src/model/observation.ts';

const EVIDENCE: Evidence = {
  ...{ connected: true, handshake: false, wrote: 84, bytes: 0, first: '', http: null, end: 'reset' },
  ...{ code: 'ECONNRESET', alert: null, certificate: null, tls: null, attempts: 1 },
  ms: { connect: 1, handshake: null, total: 3 },
};

function said(changes: Partial<Evidence>, outcome: Observation['outcome'], meshCertificate = false): string {
  const evidence = { ...EVIDENCE, ...changes };
  return dialStory({ target: 'a', dial: 'plaintext', outcome, meshCertificate, evidence }).saw;
}

describe('a dial in words', () => {
  it('says what was sent and how it ended', () => {
    expect(said({}, 'closed-after-bytes')).toBe(
      'closed without an answer (84 bytes sent, none read; reset by the other side; ECONNRESET)',
    );
  });

  it('says whose certificate was shown and which alert came', () => {
    const uris = ['spiffe://cluster.local/ns/shop/sa/web'];
    const certificate = {
      uris,
      subject: '',
      issuer: 'O=x',
      notBefore: '',
      notAfter: '',
      key: 'EC prime256v1',
      fingerprint256: '',
      trusted: true,
    };
    const tls = { version: 'TLSv1.3', cipher: 'x', alpn: 'http/1.1' };
    const seen = { certificate, tls, alert: 116, end: 'eof', code: null } as const;
    expect(said(seen, 'certificate-required', true)).toBe(
      'refused: a client certificate is demanded (TLSv1.3, ALPN http/1.1; the mesh certificate of spiffe://cluster.local/ns/shop/sa/web; TLS alert 116; 84 bytes sent, none read; closed by the other side)',
    );
    expect(said({ ...seen, alert: null }, 'application-tls')).toContain('; a certificate of spiffe:');
  });

  it('says why a dial was not made, and has the same words for the same wire at any speed', () => {
    const notRun = { target: 'a', dial: 'mtls', outcome: 'not-run', meshCertificate: false } as const;
    expect(dialStory({ ...notRun, reason: 'no-certificate' })).toEqual({
      ...{ dial: 'mtls', from: 'mesh', saw: 'not made (no-certificate)' },
    });
    expect(said({ ms: { connect: 9, handshake: null, total: 99 } }, 'silent')).toBe(said({}, 'silent'));
  });
});
