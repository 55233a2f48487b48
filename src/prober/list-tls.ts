import { getCiphers, type SecureVersion } from 'node:tls';
import type { Evidence, TlsDetails } from '../model/observation.ts';

/** Offers of one dial. */
interface Offer {
  minVersion: SecureVersion;
  maxVersion: SecureVersion;
  ciphers: string;
}

/** Newest first: what matters is asked before the dials are used up. */
const VERSIONS = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'] as const;
/** A sidecar takes eleven; an application that takes more than this allows is not listed to the end. */
const MOST_DIALS = 24;
/** Suites without a certificate, and those that need a secret of both ends. */
const WITHOUT_CERTIFICATE = /PSK|SRP|^ADH|^AECDH/;

/**
 * Lists the versions and suites that a server takes: it is offered all suites of a version, then all but the one that it chose, until it
 * refuses with an alert. A suite counts as taken once the server's certificate came, whatever it makes of a client without one.
 */
export async function listTls(dial: (offer: Offer) => Promise<Evidence>): Promise<Evidence> {
  const accepted: TlsDetails['accepted'] = [];
  let first: Evidence | null = null;
  let dials = 0;
  let complete = true;
  for (const version of VERSIONS) {
    const chosen: string[] = [];
    while (complete) {
      const offered = suitesOf(version).filter((suite) => !chosen.includes(suite));
      if (offered.length === 0) break;
      if (dials === MOST_DIALS) complete = false;
      if (!complete) break;
      dials += 1;
      // At the default level OpenSSL does not offer old versions and weak suites at all; TLS 1.3 has none.
      const level = version === 'TLSv1.3' ? '' : ':@SECLEVEL=0';
      const ciphers = offered.join(':') + level;
      const evidence = await dial({ minVersion: version, maxVersion: version, ciphers });
      first ??= evidence;
      const suite = evidence.certificate ? evidence.tls?.cipher : undefined;
      // No word of the server about TLS: nothing more is to be learnt here.
      if (suite === undefined && !isRefusal(evidence)) complete = false;
      if (suite === undefined || !offered.includes(suite)) break;
      chosen.push(suite);
    }
    if (chosen.length > 0) accepted.unshift({ version, ciphers: chosen });
  }
  if (first === null) throw new Error('this Node.js has no cipher suites');
  return { ...first, attempts: dials, details: { accepted, complete } };
}

/** The server said no: by an alert, or by choosing a version that was not offered. */
function isRefusal({ alert, code }: Evidence): boolean {
  return alert !== null || code === 'ERR_SSL_UNSUPPORTED_PROTOCOL';
}

/** The suites that this Node can offer in a version. */
function suitesOf(version: SecureVersion): string[] {
  const names = getCiphers().map((name) => name.toUpperCase());
  const modern = version === 'TLSv1.3';
  return names.filter((name) => name.startsWith('TLS_') === modern && !WITHOUT_CERTIFICATE.test(name));
}
