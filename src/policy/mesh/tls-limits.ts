import type { MeshSettings } from '../../model/policy.ts';
import { isSince } from '../client/since.ts';
import { type Fields, record, texts } from './config-sources.ts';
import type { Istiod } from './istiod.ts';

type Limits = Pick<MeshSettings, 'minTls' | 'maxTls' | 'narrowTls' | 'clientTls' | 'tlsCiphers'> & {
  doubts: string[];
};

/** What sidecars accept and offer in mesh TLS (istio-semantics 5.1; pkg/model/fips.go). */
export function tlsLimits(fields: Fields, istiod: Pick<Istiod, 'env' | 'maistra' | 'version'>): Limits {
  if (istiod.maistra) return maistraLimits(istiod.env);
  const mesh = record(fields['meshMTLS']);
  const asked = mesh['minProtocolVersion'];
  const minTls = asked === 'TLSV1_3' || asked === 2 ? '1.3' : '1.2';
  const listed = texts(mesh['cipherSuites']);
  const plain: Limits = { minTls, maxTls: '1.3', ...suites(listed), doubts: [] };
  const policy = istiod.env.get('COMPLIANCE_POLICY') ?? '';
  const since = POLICIES.get(policy);
  if (policy === '') return plain;
  if (since === undefined || !isSince(istiod.version, 1, since)) {
    return { ...plain, doubts: [`COMPLIANCE_POLICY ${policy} is none that this Istio knows: it is ignored`] };
  }
  if (policy === 'fips-140-2') {
    const conflict = 'COMPLIANCE_POLICY fips-140-2 leaves TLS 1.2 only, and meshMTLS asks for 1.3: 1.2 wins';
    const narrow = fipsCiphers(listed);
    return {
      minTls: '1.2',
      maxTls: '1.2',
      clientTls: '1.2',
      ...suites(listed.length === 0 ? FIPS_CIPHERS : listed.filter((suite) => FIPS_CIPHERS.includes(suite))),
      ...(narrow !== null && { narrowTls: narrow }),
      doubts: minTls === '1.3' ? [conflict] : [],
    };
  }
  // fips-140-3 allows both versions.
  if (policy !== 'pqc') return plain;
  const narrowTls = 'sidecars take the key exchange X25519MLKEM768 only (COMPLIANCE_POLICY pqc)';
  return { minTls: '1.3', maxTls: '1.3', clientTls: '1.3', narrowTls, doubts: [] };
}

function suites(listed: string[]): Pick<Limits, 'tlsCiphers'> {
  return listed.length === 0 ? {} : { tlsCiphers: listed };
}

/** Compliance policies, by the minor release that brought them. */
const POLICIES = new Map([
  ['fips-140-2', 21],
  ['pqc', 27],
  ['fips-140-3', 31],
]);

const FIPS_CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];

/** Under TLS 1.2 the configured ciphers bind, less those that the policy forbids; one list for one kind of key shuts the other out. */
function fipsCiphers(suites: readonly string[]): string | null {
  const left = suites.filter((suite) => FIPS_CIPHERS.includes(suite));
  const usable = ['-RSA-', '-ECDSA-'].every((kind) => left.some((suite) => suite.includes(kind)));
  return left.length === 0 || usable
    ? null
    : `sidecars take the ciphers ${left.join(', ')} only, under TLS 1.2`;
}

/** OpenShift Service Mesh 2 takes what its control plane was given instead of meshMTLS (istio-semantics 9.1). */
function maistraLimits(env: ReadonlyMap<string, string>): Limits {
  const minTls = /1[._]3$/.test(env.get('TLS_MIN_PROTOCOL_VERSION') ?? '') ? '1.3' : '1.2';
  const maxTls = /1[._]2$/.test(env.get('TLS_MAX_PROTOCOL_VERSION') ?? '') ? '1.2' : '1.3';
  const suites = env.get('TLS_CIPHER_SUITES') ?? '';
  const narrowTls = `sidecars take the ciphers ${suites} only, under TLS 1.2`;
  const crossed = minTls > maxTls;
  return {
    minTls,
    maxTls,
    ...(suites !== '' && maxTls === '1.2' && { narrowTls }),
    doubts: crossed ? ['the least TLS version of the ServiceMeshControlPlane is above the highest'] : [],
  };
}
