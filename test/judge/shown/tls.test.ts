import { describe, expect, it, test } from 'vitest';
import { tlsFindings } from '../../../src/judge/shown/tls.ts';
import type { TlsDetails } from '../../../src/model/observation.ts';
import type { EndpointPrediction } from '../../../src/model/prediction.ts';
import { type Cell, endpointPrediction, endpointTarget, observation } from '../build.ts';

type Tls = NonNullable<EndpointPrediction['tls']>;
const ANY: Tls = { min: '1.2', max: '1.3' };
const ONLY_13: Tls = { min: '1.3', max: '1.3' };

function found(tls: Tls | undefined, seen: { tls12?: Cell; accepted?: TlsDetails['accepted'] }) {
  const agreed = { tls: { version: 'TLSv1.2', cipher: 'X', alpn: null } };
  const shown = seen.tls12?.endsWith('*') ? agreed : {};
  const observations = [
    ...(seen.tls12 ? [observation('tls12', seen.tls12, undefined, shown)] : []),
    ...(seen.accepted
      ? [
          observation('tls-details', 'silent*', undefined, {
            details: { accepted: seen.accepted, complete: true },
          }),
        ]
      : []),
  ];
  const prediction = endpointPrediction('STRICT', tls ? { tls } : {});
  const judged = { verdict: 'match', cause: null, doubt: null, detail: '' } as const;
  const row = { target: endpointTarget(), prediction, observed: 'STRICT', observations, ...judged } as const;
  return tlsFindings([row]).map(({ code, detail }) => `${code} ${detail}`);
}

describe('the TLS that pods take, beside the settings of the mesh', () => {
  test.each<[string, Tls, Cell, string[]]>([
    ['1.2 where it is allowed', ANY, 'certificate-required*', []],
    ['no 1.2 at a minimum of 1.3', ONLY_13, 'version-refused', []],
    [
      '1.2 at a minimum of 1.3',
      ONLY_13,
      'certificate-required*',
      ['MTLS605 Port 8080 takes TLS 1.2; the mesh allows 1.3 only.'],
    ],
    [
      'no 1.2 where it is allowed',
      ANY,
      'version-refused',
      ['MTLS606 Port 8080 refuses TLS 1.2; the mesh allows 1.2 to 1.3.'],
    ],
  ])('%s', (_name, tls, tls12, expected) => {
    expect(found(tls, { tls12 })).toEqual(expected);
  });

  it('looks at old versions and at suites where they were listed', () => {
    const accepted = [
      { version: 'TLSv1.1', ciphers: ['OLD'] },
      { version: 'TLSv1.2', ciphers: ['A', 'B', 'C'] },
      { version: 'TLSv1.3', ciphers: ['D'] },
    ];
    expect(found({ ...ANY, ciphers: ['B'] }, { accepted })).toEqual([
      'MTLS605 Port 8080 takes TLS 1.1; the mesh allows 1.2 to 1.3.',
      'MTLS607 Port 8080 takes 2 suites (A, C) beyond B.',
    ]);
    expect(found(ANY, { accepted: accepted.slice(1) })).toEqual([]);
  });

  it('says nothing where no sidecar ends TLS', () => {
    expect(found(undefined, { tls12: 'version-refused' })).toEqual([]);
  });
});
