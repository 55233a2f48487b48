import type { Observation, PeerCertificate } from '../../model/observation.ts';
import type { Judgement } from '../../model/verdict.ts';
import { inconclusive } from '../judgement.ts';

/** Clocks of machines differ by a little, in milliseconds. */
const SLACK = 300_000;
/** Sidecars renew at half of the life (istio-semantics 5.2): with this part left that has long failed. */
const OVERDUE = 1 / 4;

export type Validity = 'valid' | 'overdue' | 'expired' | 'not-yet';

/** How a certificate stands at a time, in milliseconds since 1970. One whose period cannot be read is taken as valid. */
export function validityOf(
  { notBefore, notAfter }: Pick<PeerCertificate, 'notBefore' | 'notAfter'>,
  now: number,
): Validity {
  const [start, end] = [Date.parse(notBefore), Date.parse(notAfter)];
  if (end < now - SLACK) return 'expired';
  if (start > now + SLACK) return 'not-yet';
  return end - now < (end - start) * OVERDUE ? 'overdue' : 'valid';
}

/**
 * The time by which certificates are judged; null where this machine's clock is not to be believed, because the certificates that probes
 * were just given would not be valid by it.
 */
export function trustedClock(
  now: number,
  own: readonly (PeerCertificate | null | undefined)[],
): number | null {
  const known = own.flatMap((certificate) => certificate ?? []);
  const wrong = known.some((certificate) => ['expired', 'not-yet'].includes(validityOf(certificate, now)));
  return wrong ? null : now;
}

/** No match stands beside a certificate that mesh clients refuse. */
export function withValidity(
  judgement: Judgement,
  observations: readonly Observation[],
  now: number | null,
): Judgement {
  if (judgement.verdict !== 'match' || now === null) return judgement;
  const shown = observations.filter(({ meshCertificate }) => meshCertificate);
  const invalid = shown.flatMap(({ evidence }) => {
    const certificate = evidence?.certificate;
    if (!certificate) return [];
    const sentence = invalidity(certificate, now);
    return sentence === null ? [] : [sentence];
  });
  return invalid[0] === undefined
    ? judgement
    : inconclusive('identity', `${invalid[0]}: mesh clients refuse it.`);
}

/** Why a certificate is not valid, without a full stop; null when it is. */
export function invalidity(certificate: PeerCertificate, now: number): string | null {
  switch (validityOf(certificate, now)) {
    case 'expired':
      return `The certificate of the sidecar expired at ${certificate.notAfter}`;
    case 'not-yet':
      return `The certificate of the sidecar is valid from ${certificate.notBefore} on only`;
    case 'overdue':
    case 'valid':
      return null;
  }
}
