import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { PeerCertificate } from '../model/observation.ts';
import { ascii } from './ascii.ts';
import { uriNames } from './uri-names.ts';

const MAX_NAME = 300;
/** Longest chain that is looked at. */
const MAX_CHAIN = 8;
/** Chains that are kept, with the roots that they were held against. */
const MOST_DESCRIBED = 1000;
const described = new WeakMap<readonly X509Certificate[], Map<string, PeerCertificate | null>>();

/** The certificate the server showed, or null when it showed none (or the handshake did not come to it). */
export function readCertificate(
  socket: TLSSocket,
  roots: readonly X509Certificate[],
): PeerCertificate | null {
  try {
    return describeOnce(presentedChain(socket.getPeerX509Certificate()), roots);
  } catch {
    // A certificate that OpenSSL took in the handshake but that cannot be read again says nothing.
    return null;
  }
}

/** What is told of a chain, leaf first; null for an empty one. */
export function describeChain(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): PeerCertificate | null {
  const leaf = chain[0];
  if (!leaf) return null;
  return {
    uris: uriNames(leaf.subjectAltName ?? ''),
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    notBefore: isoDate(leaf.validFrom),
    notAfter: isoDate(leaf.validTo),
    key: keyOf(leaf),
    fingerprint256: leaf.fingerprint256,
    trusted: roots.length === 0 ? null : leadsTo(chain, roots),
  };
}

/** The dials of one target meet the same chain, and signatures are dear to verify. */
function describeOnce(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): PeerCertificate | null {
  const known = described.get(roots) ?? new Map<string, PeerCertificate | null>();
  described.set(roots, known);
  const name = chain.map(({ fingerprint256 }) => fingerprint256).join();
  const found = known.get(name) ?? describeChain(chain, roots);
  if (known.size >= MOST_DESCRIBED) known.clear();
  known.set(name, found);
  return found;
}

function presentedChain(first: X509Certificate | undefined): X509Certificate[] {
  const chain: X509Certificate[] = [];
  // A self-signed certificate is its own issuer here, so the walk must end by itself.
  for (let current = first; current && chain.length < MAX_CHAIN; current = current.issuerCertificate) {
    const { fingerprint256 } = current;
    if (chain.some((known) => known.fingerprint256 === fingerprint256)) break;
    chain.push(current);
  }
  return chain;
}

/** True when signatures lead from the leaf, over the presented certificates, to one of the roots. */
export function leadsTo(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  let current = chain[0];
  for (let depth = 0; current && depth < MAX_CHAIN; depth++) {
    const certificate: X509Certificate = current;
    const known = roots.some(
      (root) => root.fingerprint256 === certificate.fingerprint256 || isIssuedBy(certificate, root),
    );
    if (known) return true;
    current = chain
      .slice(1)
      .find((other) => other !== certificate && other.ca && isIssuedBy(certificate, other));
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key of no known kind has signed nothing, and must not take the other certificates with it.
    return false;
  }
}

function keyOf(certificate: X509Certificate): string {
  try {
    const { asymmetricKeyType: kind = 'unknown', asymmetricKeyDetails: details } = certificate.publicKey;
    return `${kind.toUpperCase()} ${details?.namedCurve ?? details?.modulusLength ?? ''}`.trim();
  } catch {
    // A kind of key that OpenSSL does not know.
    return 'unknown';
  }
}

function oneLine(name: string | undefined): string {
  return ascii((name ?? '').replace(/\n/g, ', '), MAX_NAME);
}

function isoDate(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
