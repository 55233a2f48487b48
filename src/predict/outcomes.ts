import type { Outcome } from '../model/observation.ts';
import type { Mode, PortClass } from '../model/policy.ts';
import type { EndpointDial } from '../model/prediction.ts';

type Expected = Record<EndpointDial, Outcome[]>;

/** Whatever the application makes of plaintext bytes that reach it; also what a dead one leaves. */
const APPLICATION: Outcome[] = ['replied', 'silent', 'closed-after-bytes', 'denied'];
/** Whatever the application makes of a ClientHello: its own TLS, an error text, silence, a close. */
const APPLICATION_TLS: Outcome[] = [
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
/** No filter chain matches: a reset once the bytes were inspected. */
const NO_CHAIN: Outcome[] = ['closed-after-bytes'];
/** mTLS is accepted; what follows is the application's, or an AuthorizationPolicy's. */
const ACCEPTED: Outcome[] = [...APPLICATION, 'not-tls'];
/** An HTTP server, sidecar or not, that meets a ClientHello. */
const HTTP_TLS: Outcome[] = ['not-tls', 'closed-after-bytes'];

/** What each dial should meet where a sidecar enforces a mode on a port of a class (measured.md section 2). */
export function sidecarOutcomes(mode: Mode, portClass: PortClass): Expected {
  switch (mode) {
    case 'STRICT':
      return { plaintext: NO_CHAIN, 'tls-mesh': TERMINATED, 'tls-plain': TERMINATED, mtls: ACCEPTED };
    case 'PERMISSIVE':
      return {
        plaintext: APPLICATION,
        'tls-mesh': TERMINATED,
        'tls-plain': portClass === 'HTTP' ? NO_CHAIN : APPLICATION_TLS,
        mtls: ACCEPTED,
      };
    case 'DISABLE': {
      const tls = portClass === 'HTTP' ? HTTP_TLS : APPLICATION_TLS;
      return { plaintext: APPLICATION, 'tls-mesh': tls, 'tls-plain': tls, mtls: tls };
    }
  }
}

/** What each dial should meet where nothing stands before the application. */
export function bareOutcomes(): Expected {
  const down: Outcome[] = ['connection-refused'];
  const tls = [...APPLICATION_TLS, ...down];
  return {
    plaintext: [...APPLICATION, ...down],
    'tls-mesh': tls,
    'tls-plain': tls,
    mtls: [...tls, 'replied'],
  };
}
