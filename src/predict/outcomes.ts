import type { Outcome } from '../model/observation.ts';
import type { MeshSettings, Mode, PortClass } from '../model/policy.ts';
import type { EndpointDial, SidecarDial } from '../model/prediction.ts';

type Expected = Record<EndpointDial | SidecarDial, Outcome[]>;
/** The TLS that sidecars of a mesh accept. */
export type TlsLimits = Pick<MeshSettings, 'minTls' | 'maxTls' | 'narrowTls'>;
type Version = MeshSettings['minTls'];

/** TLS versions that each dial offers; certless ones offer 1.2 too once 1.3 alone was refused (measured.md section 2, fips-140-2). */
const OFFERS: Record<Exclude<EndpointDial, 'plaintext'> | SidecarDial, readonly Version[]> = {
  'tls-mesh': ['1.2', '1.3'],
  'tls-plain': ['1.2', '1.3'],
  tls12: ['1.2'],
  'mtls-untrusted': ['1.2', '1.3'],
  'mtls-expired': ['1.2', '1.3'],
  'mtls-foreign': ['1.2', '1.3'],
  mtls: ['1.2', '1.3'],
};

/** Whatever the application makes of plaintext bytes that reach it; also what a dead one leaves. */
export const APPLICATION: Outcome[] = ['replied', 'silent', 'closed-after-bytes', 'denied'];
/** Whatever the application makes of a ClientHello: its own TLS, an error text, silence, a close. */
export const APPLICATION_TLS: Outcome[] = [
  'application-tls',
  'certificate-required',
  'certificate-rejected',
  'version-refused',
  'not-tls',
  'silent',
  'closed-after-bytes',
];
/** The sidecar terminates and asks for a certificate; tcp_proxy cuts the alert short when the application is down (measured.md section 1). */
const TERMINATED: Outcome[] = ['certificate-required', 'closed-after-bytes'];
/** The sidecar terminates and verifies a certificate that its mesh did not issue; cut short by a dead application as above. */
const UNTRUSTED: Outcome[] = ['certificate-rejected', 'closed-after-bytes'];
/** No filter chain matches: a reset once the bytes were inspected. */
const NO_CHAIN: Outcome[] = ['closed-after-bytes'];
/** mTLS is accepted; what follows is the application's, or an AuthorizationPolicy's. */
const ACCEPTED: Outcome[] = [...APPLICATION, 'not-tls'];
/** An HTTP server, sidecar or not, that meets a ClientHello. */
const HTTP_TLS: Outcome[] = ['not-tls', 'closed-after-bytes'];

const SKIPPED: Outcome = 'not-run';

const known = new WeakMap<TlsLimits, Map<string, Expected>>();

/** What each dial should meet where a sidecar enforces a mode on a port of a class (measured.md section 2); shared by all such ports. */
export function sidecarOutcomes(mode: Mode, portClass: PortClass, limits: TlsLimits): Expected {
  const answers = known.get(limits) ?? new Map<string, Expected>();
  known.set(limits, answers);
  const key = `${mode} ${portClass}`;
  const found = answers.get(key) ?? outcomesOf(mode, portClass, limits);
  answers.set(key, found);
  return found;
}

function outcomesOf(mode: Mode, portClass: PortClass, limits: TlsLimits): Expected {
  const ended = (dial: keyof typeof OFFERS, then: Outcome[]) => terminated(OFFERS[dial], limits, then);
  // With the ALPN of Istio a sidecar terminates in every mode that has TLS at all.
  const verified = {
    tls12: ended('tls12', TERMINATED),
    'mtls-untrusted': ended('mtls-untrusted', UNTRUSTED),
    'mtls-expired': ended('mtls-expired', UNTRUSTED),
    'mtls-foreign': ended('mtls-foreign', UNTRUSTED),
  };
  switch (mode) {
    case 'STRICT':
      return {
        plaintext: NO_CHAIN,
        'tls-mesh': ended('tls-mesh', TERMINATED),
        'tls-plain': ended('tls-plain', TERMINATED),
        ...verified,
        mtls: ended('mtls', ACCEPTED),
      };
    case 'PERMISSIVE':
      return {
        plaintext: APPLICATION,
        'tls-mesh': ended('tls-mesh', TERMINATED),
        'tls-plain': portClass === 'HTTP' ? NO_CHAIN : APPLICATION_TLS,
        ...verified,
        mtls: ended('mtls', ACCEPTED),
      };
    case 'DISABLE': {
      const tls = portClass === 'HTTP' ? HTTP_TLS : APPLICATION_TLS;
      return { plaintext: APPLICATION, 'tls-mesh': tls, 'tls-plain': tls, ...skipped(tls), mtls: tls };
    }
  }
}

/**
 * What a client meets that offers these TLS versions where a sidecar terminates: alert 70 without a version in common (measured.md
 * section 2, minimum TLS 1.3). A key exchange or cipher that the client may not have ends the handshake with alert 40, before any
 * certificate (istio-semantics 5.1).
 */
export function terminated(offered: readonly Version[], limits: TlsLimits, then: Outcome[]): Outcome[] {
  const common = offered.some((version) => version >= limits.minTls && version <= limits.maxTls);
  if (!common) return ['version-refused'];
  return limits.narrowTls === undefined ? then : [...new Set([...then, ...NO_CHAIN])];
}

/** What each dial should meet where nothing stands before the application. */
export function bareOutcomes(): Expected {
  const down: Outcome[] = ['connection-refused'];
  const tls = [...APPLICATION_TLS, ...down];
  return {
    plaintext: [...APPLICATION, ...down],
    'tls-mesh': tls,
    'tls-plain': tls,
    ...skipped(tls),
    mtls: [...tls, 'replied'],
  };
}

/** What each dial should meet where a Sidecar's listener ends TLS with a certificate of its own (listener_inbound.go). */
export function listenerTlsOutcomes(): Expected {
  const tls: Outcome[] = ['application-tls', 'certificate-required', 'certificate-rejected'];
  return {
    plaintext: NO_CHAIN,
    'tls-mesh': tls,
    'tls-plain': tls,
    ...skipped(tls),
    mtls: [...tls, 'replied', 'denied', 'silent', 'closed-after-bytes'],
  };
}

/** The dials at sidecars where none shows its certificate: not made, or met by whoever answers TLS there. */
function skipped(met: Outcome[]): Record<SidecarDial, Outcome[]> {
  const outcomes = [...met, SKIPPED];
  return {
    tls12: outcomes,
    'mtls-untrusted': outcomes,
    'mtls-expired': outcomes,
    'mtls-foreign': outcomes,
  };
}
