import type { Observation } from '../../model/observation.ts';
import type { EndpointPrediction } from '../../model/prediction.ts';
import type { EndpointRow } from '../../model/verdict.ts';
import type { Finding } from '../../policy/findings/finding.ts';
import { count } from '../../util/text.ts';
import { shownBy } from './certificates.ts';

type Limits = NonNullable<EndpointPrediction['tls']>;

/** Node's names of TLS versions. */
const VERSIONS: Record<string, string> = {
  TLSv1: '1.0',
  'TLSv1.1': '1.1',
  'TLSv1.2': '1.2',
  'TLSv1.3': '1.3',
};

/** A TLS version that a sidecar takes though the mesh does not allow it; null when none was seen. */
export function takenOutside(limits: Limits, observations: readonly Observation[]): string | null {
  const taken = observations
    .filter(({ meshCertificate }) => meshCertificate)
    .flatMap(({ evidence }) => [
      evidence?.tls?.version ?? '',
      ...(evidence?.details?.accepted ?? []).map(({ version }) => version),
    ])
    .flatMap((name) => VERSIONS[name] ?? []);
  return taken.toSorted().find((version) => version < limits.min || version > limits.max) ?? null;
}

/** Whether a sidecar refuses TLS 1.2 though the mesh allows it. */
export function refusesAllowed({ min }: Limits, observations: readonly Observation[]): boolean {
  if (min !== '1.2') return false;
  return observations.some(({ dial, outcome }) => dial === 'tls12' && outcome === 'version-refused');
}

/** The versions that the mesh allows, in words. */
export function allowedVersions({ min, max }: Limits): string {
  return min === max ? `${min} only` : `${min} to ${max}`;
}

/** Where the TLS that sidecars take is not what the mesh is set to. */
export function tlsFindings(rows: readonly EndpointRow[]): Finding[] {
  return rows.flatMap((row): Finding[] => {
    const { prediction, observations, target } = row;
    const { tls } = prediction;
    if (tls === undefined) return [];
    const objects = shownBy(row);
    const found: Finding[] = [];
    const add = (code: Finding['code'], detail: string) => found.push({ code, objects, detail });
    const outside = takenOutside(tls, observations);
    if (outside !== null)
      add('MTLS605', `Port ${target.port} takes TLS ${outside}; the mesh allows ${allowedVersions(tls)}.`);
    if (refusesAllowed(tls, observations))
      add('MTLS606', `Port ${target.port} refuses TLS 1.2; the mesh allows ${allowedVersions(tls)}.`);
    const unlisted = unlistedSuites(tls, observations);
    if (unlisted.length > 0) {
      const suites = `${count(unlisted.length, 'suite')} (${unlisted.join(', ')})`;
      add('MTLS607', `Port ${target.port} takes ${suites} beyond ${tls.ciphers?.join(', ')}.`);
    }
    return found;
  });
}

/** TLS 1.2 suites that were taken and that the mesh does not list; none where it lists nothing. */
function unlistedSuites({ ciphers }: Limits, observations: readonly Observation[]): string[] {
  if (ciphers === undefined) return [];
  const taken = observations
    .filter(({ meshCertificate }) => meshCertificate)
    .flatMap(({ evidence }) => evidence?.details?.accepted ?? [])
    .filter(({ version }) => version === 'TLSv1.2')
    .flatMap((version) => version.ciphers);
  return [...new Set(taken)].filter((suite) => !ciphers.includes(suite)).toSorted();
}
