import type { Observation, Outcome } from '../../model/observation.ts';
import type { AmbientDial, EndpointDial } from '../../model/prediction.ts';
import type { EndpointTarget } from '../../model/target.ts';
import type { ObservedMode } from '../../model/verdict.ts';
import { foreignIdentity } from '../foreign-identity.ts';

/** What the observations of one endpoint port say, in the terms of the rules. */
export interface EndpointFacts {
  target: EndpointTarget;
  mode: ObservedMode;
  outcomes: Record<EndpointDial, Outcome>;
  /** Plaintext got an answer. An HTTP 403 counts: the connection was accepted and the request then refused. */
  plaintextAnswered: boolean;
  /** The answer to plaintext came from the application, not from the sidecar before it. */
  plaintextReached: boolean;
  /** A TLS client without certificate met the application: its own certificate, or bytes that are not TLS. */
  applicationSeen: boolean;
  /** A TLS client without certificate got an answer inside TLS, whoever's certificate was shown. */
  certlessAnswered: boolean;
  /** Such a client was kept in silence until the deadline: no alert refused it. */
  certlessHeld: boolean;
  /** Both TLS dials without certificate met the application. */
  applicationOnBoth: boolean;
  /** The mesh certificate of the probe was accepted by the target's own proxy. */
  mtlsAccepted: boolean;
  /** The target's own proxy refused the mesh certificate of the probe with an alert. */
  mtlsRefused: boolean;
  /** TLS with the target's proxy came about, then an end without a byte and without an alert. */
  mtlsCutShort: boolean;
  /** Inside mTLS the application spoke before the probe had written anything. */
  greeted: boolean;
  /** In plaintext nothing was written, and nothing came in a second. */
  plaintextHeard: boolean;
  /** A SPIFFE certificate that is not the target's was shown on some dial. */
  foreign: boolean;
  /** The plaintext connection was ended by the other side before a byte was written on it. */
  closedUnsaid: boolean;
  /** A connection on which nothing was said was ended by the other side. */
  silentEnded: boolean;
  /** Plaintext was left out on purpose, to be gentle to a database. */
  plaintextSpared: boolean;
  /** mTLS was not asked for: no sidecar pod was to be had, or the port is a database's. */
  mtlsSpared: boolean;
  /** No mesh client stands here, but another source of the run has one. */
  clientElsewhere: boolean;
}

const ANSWERED: readonly Outcome[] = ['replied', 'denied'];
const REFUSED: readonly Outcome[] = ['certificate-required', 'certificate-rejected'];

/** Reduces the observations of one endpoint port to the facts that the rules ask for. */
export function endpointFacts(
  target: EndpointTarget,
  mode: ObservedMode,
  observations: readonly Observation[],
  clientElsewhere = false,
): EndpointFacts {
  const find = (dial: EndpointDial | AmbientDial): Observation | undefined =>
    observations.find((observation) => observation.dial === dial);
  const outcome = (dial: EndpointDial): Outcome => find(dial)?.outcome ?? 'not-run';
  const mtls = find('mtls');
  // An end before a byte was written refuses nothing: as good as not tried.
  const unsaid = outcome('plaintext') === 'closed-after-bytes' && find('plaintext')?.evidence?.wrote === 0;
  const outcomes = {
    plaintext: unsaid ? ('not-run' as const) : outcome('plaintext'),
    'tls-mesh': outcome('tls-mesh'),
    'tls-plain': outcome('tls-plain'),
    mtls: outcome('mtls'),
  };
  const certless = [outcomes['tls-mesh'], outcomes['tls-plain']];
  const seen = [metApplication(find('tls-mesh')), metApplication(find('tls-plain'))];
  // A finished handshake with the mesh certificate that is not followed by an alert until the deadline is acceptance:
  // a TLS 1.3 server sends its refusal right after the client's certificate (measured.md section 2).
  const silentlyAccepted = outcomes.mtls === 'silent' && mtls?.evidence?.handshake === true;
  return {
    target,
    mode,
    outcomes,
    // A greeting to a client that says nothing is an answer in plaintext as well.
    plaintextAnswered: ANSWERED.includes(outcomes.plaintext) || find('silent')?.outcome === 'replied',
    plaintextReached: reachedApplication(find('plaintext')) || reachedApplication(find('silent')),
    applicationSeen: seen.includes(true),
    certlessAnswered: certless.some((found) => ANSWERED.includes(found)),
    certlessHeld: certless.includes('silent'),
    applicationOnBoth: !seen.includes(false),
    mtlsAccepted: mtls?.meshCertificate === true && (ANSWERED.includes(outcomes.mtls) || silentlyAccepted),
    mtlsRefused: mtls?.meshCertificate === true && REFUSED.includes(outcomes.mtls),
    mtlsCutShort:
      mtls?.meshCertificate === true &&
      outcomes.mtls === 'closed-after-bytes' &&
      mtls.evidence?.handshake === true &&
      mtls.evidence.alert === null,
    greeted: outcomes.mtls === 'replied' && mtls?.evidence?.wrote === 0,
    plaintextHeard: find('plaintext')?.reason === 'database-port',
    foreign: observations.some(foreignIdentity),
    closedUnsaid: unsaid,
    silentEnded: find('silent')?.outcome === 'closed-after-bytes',
    plaintextSpared: find('plaintext')?.reason === 'database-port' || (unsaid && target.database),
    clientElsewhere,
    mtlsSpared: mtls === undefined || mtls.reason === 'database-port',
  };
}

/** Whether plaintext and mTLS both came to an end that says something: nothing is left to conclude. */
export function seenInFull({ outcomes, mtlsCutShort }: EndpointFacts): boolean {
  const plain = ANSWERED.includes(outcomes.plaintext) || outcomes.plaintext === 'closed-after-bytes';
  return plain && outcomes.mtls !== 'not-run' && outcomes.mtls !== 'silent' && !mtlsCutShort;
}

function reachedApplication(observation: Observation | undefined): boolean {
  if (observation?.outcome !== 'replied') return false;
  const http = observation.evidence?.http;
  return !http || http.upstream || http.status < 400;
}

function metApplication(observation: Observation | undefined): boolean {
  if (!observation || observation.meshCertificate || foreignIdentity(observation)) return false;
  if (observation.outcome === 'not-tls' || observation.outcome === 'application-tls') return true;
  // An application that itself demands a client certificate answers 116 too, with its own certificate (measured.md section 1).
  return observation.outcome === 'certificate-required' && Boolean(observation.evidence?.certificate);
}
