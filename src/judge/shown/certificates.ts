import type { Observation, PeerCertificate } from '../../model/observation.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { EndpointRow } from '../../model/verdict.ts';
import type { Finding } from '../../policy/findings/finding.ts';
import { foreignIdentity } from '../foreign-identity.ts';
import { invalidity, validityOf } from './validity.ts';

/** What is wrong with the mesh certificates that pods showed. `now`: see trustedClock. */
export function certificateFindings(rows: readonly EndpointRow[], now: number | null): Finding[] {
  return rows.flatMap((row) => {
    const objects = shownBy(row);
    const found = [...foreign(row), ...(now === null ? [] : inTime(row, now))];
    return found.map((finding) => ({ ...finding, objects }));
  });
}

/** Who showed it: the pod, or what leads to an address without one. */
export function shownBy({ target }: EndpointRow): ObjectReference[] {
  const { pod, namespace } = target;
  if (pod !== null) return [{ kind: 'Pod', namespace, name: pod }];
  return target.services.map(({ namespace: place, service }) => ({
    kind: 'Service',
    namespace: place,
    name: service,
  }));
}

type Found = Omit<Finding, 'objects'>;

function foreign({ target, observations }: EndpointRow): Found[] {
  const { namespace, serviceAccount, port } = target;
  return certificatesOf(observations.filter(foreignIdentity)).map((certificate) => {
    const id = certificate.uris.find((uri) => uri.startsWith('spiffe://')) ?? '';
    if (certificate.trusted === false) {
      const issuer = certificate.issuer || 'an issuer without a name';
      return { code: 'MTLS602', detail: `Port ${port} shows ${id}, issued by ${issuer}.` };
    }
    const runsAs = serviceAccount === null ? '' : `; it runs as ns/${namespace}/sa/${serviceAccount}`;
    return { code: 'MTLS601', detail: `Port ${port} shows ${id}${runsAs}.` };
  });
}

function inTime({ target, observations }: EndpointRow, now: number): Found[] {
  const own = certificatesOf(observations.filter(({ meshCertificate }) => meshCertificate));
  return own.flatMap((certificate): Found[] => {
    const invalid = invalidity(certificate, now);
    if (invalid !== null) return [{ code: 'MTLS603', detail: `${invalid} (port ${target.port}).` }];
    if (validityOf(certificate, now) !== 'overdue') return [];
    const { notBefore, notAfter } = certificate;
    const detail = `Of the certificate on port ${target.port} (${notBefore} to ${notAfter}) little is left.`;
    return [{ code: 'MTLS604', detail }];
  });
}

/** The certificates of observations, each once. */
export function certificatesOf(observations: readonly Observation[]): PeerCertificate[] {
  const shown = observations.flatMap(({ evidence }) => evidence?.certificate ?? []);
  return [...new Map(shown.map((certificate) => [certificate.fingerprint256, certificate])).values()];
}
